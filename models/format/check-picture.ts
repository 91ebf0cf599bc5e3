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
  const rowBytes = size * 3;
  let lastRow = -1;
  for (let y = 0; y < size; y += 1) {
    const row = Math.floor((y * side) / size);
    // Most rows are that above once more.
    if (row === lastRow) square.copyWithin(y * rowBytes, (y - 1) * rowBytes, y * rowBytes);
    else
      scaleRow(pixels.subarray(row * side * 3), square.subarray(y * rowBytes, (y + 1) * rowBytes));
    lastRow = row;
  }
  return square;

  function scaleRow(from: Uint8Array, to: Uint8Array): void {
    for (let x = 0; x < size; x += 1) {
      const at = Math.floor((x * side) / size) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        to[x * 3 + channel] = from[at + channel] ?? 0;
    }
  }
}
