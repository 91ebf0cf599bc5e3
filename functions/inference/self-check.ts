import { checkPixels } from '../../models/format/check-pixels.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { Session } from './session.ts';

/**
 * Runs the manifest's check picture and tells how far the answer is from the one that it records.
 *
 * @returns Mean absolute difference of a logit; NaN where the model gave NaN.
 */
export async function selfCheck(session: Session, manifest: Manifest): Promise<number> {
  const { check } = manifest;
  const { logits } = await session.run(checkPixels(manifest));
  const total = check.logits.reduce(
    (sum, logit, at) => sum + Math.abs(logit - (logits[at] ?? NaN)),
    0,
  );
  return total / check.logits.length;
}
