import type { Manifest } from '../../models/format/manifest.ts';
import type { Session } from './session.ts';

/**
 * Runs the manifest's check picture and tells how far the answer is from the one that it records.
 *
 * @returns Mean absolute difference of a logit; NaN where either lacks one.
 */
export async function selfCheck(session: Session, { check, input }: Manifest): Promise<number> {
  const { logits } = await session.run(
    spread(Buffer.from(check.pixels, 'base64'), check.side, input.size),
  );
  if (logits.length !== check.logits.length) return Number.NaN;
  const differences = check.logits.map((logit, at) => Math.abs(logit - (logits[at] ?? Number.NaN)));
  return differences.reduce((sum, difference) => sum + difference, 0) / logits.length;
}

/** Nearest neighbour, from `side` x `side` to `size` x `size` RGB pixels. */
function spread(pixels: Uint8Array, side: number, size: number): Uint8Array {
  const square = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (Math.floor((y * side) / size) * side + Math.floor((x * side) / size)) * 3;
      square.set(pixels.subarray(from, from + 3), (y * size + x) * 3);
    }
  }
  return square;
}
