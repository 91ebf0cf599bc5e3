import { checkPixels } from '../../models/format/check-pixels.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { Session } from './session.ts';

/**
 * Runs the manifest's check picture and tells how far the answer is from the one that it records.
 *
 * @returns Mean absolute difference of a logit; NaN where either lacks one.
 */
export async function selfCheck(session: Session, manifest: Manifest): Promise<number> {
  const { logits: expected } = manifest.check;
  const { logits } = await session.run(checkPixels(manifest));
  if (logits.length !== expected.length) return Number.NaN;
  const differences = expected.map((logit, at) => Math.abs(logit - (logits[at] ?? Number.NaN)));
  return differences.reduce((sum, difference) => sum + difference, 0) / logits.length;
}
