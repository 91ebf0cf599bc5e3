import type { Manifest } from './manifest.ts';

/**
 * Scales the check picture of a manifest to the model's input size, by nearest neighbour.
 *
 * @returns `size` x `size` x 3 bytes, RGB, row by row.
 */
export function scaleCheckPicture({ check, input }: Pick<Manifest, 'check' | 'input'>): Uint8Array {
  const { side } = check;
  const { size } = input;
  const pixels = Buffer.from(check.pixels, 'base64');
  const square = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (Math.floor((y * side) / size) * side + Math.floor((x * side) / size)) * 3;
      square.set(pixels.subarray(from, from + 3), (y * size + x) * 3);
    }
  }
  return square;
}
