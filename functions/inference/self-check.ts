import { scaleCheckPicture } from '../../models/format/check-picture.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { Session } from './session.ts';

/**
 * Runs the manifest's check picture and compares the logits with the recorded ones.
 *
 * @returns Mean absolute difference of the logits; NaN if there are more or fewer than recorded.
 */
export async function selfCheck(session: Session, manifest: Manifest): Promise<number> {
  const { logits: expected } = manifest.check;
  const { logits } = await session.run(scaleCheckPicture(manifest));
  if (logits.length !== expected.length) return Number.NaN;
  const differences = expected.map((logit, at) => Math.abs(logit - (logits[at] ?? Number.NaN)));
  return differences.reduce((sum, difference) => sum + difference, 0) / logits.length;
}
