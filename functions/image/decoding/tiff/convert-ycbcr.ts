import type { YCbCrEncoding } from '../../formats/tiff/samples.ts';

/**
 * Converts YCbCr to RGB, in place: TIFF 6.0, sections 20 and 21.
 *
 * @param channels 3, or 4 if the last one is alpha, which stays as it is.
 */
export function convertYCbCr(
  pixels: Uint8Array,
  channels: number,
  { weights, levels }: YCbCrEncoding,
): void {
  const [red = 0, green = 1, blue = 0] = weights;
  const [yZero = 0, yMax = 255, bZero = 128, bMax = 255, rZero = 128, rMax = 255] = levels;
  const luma = createTable(yZero, yMax, 255);
  const toRed = createTable(rZero, rMax, 127 * (2 - 2 * red));
  const toBlue = createTable(bZero, bMax, 127 * (2 - 2 * blue));
  const clamped = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
  for (let at = 0; at < pixels.length; at += channels) {
    const y = luma[clamped[at] as number] as number;
    const b = toBlue[clamped[at + 1] as number] as number;
    const r = toRed[clamped[at + 2] as number] as number;
    clamped[at] = y + r;
    clamped[at + 1] = y - (red * r + blue * b) / green;
    clamped[at + 2] = y + b;
  }
}

/** Maps a code to its distance from `zero`, so that `max` becomes `range`. */
function createTable(zero: number, max: number, range: number): Float64Array {
  const scale = max === zero ? 0 : range / (max - zero);
  return Float64Array.from({ length: 256 }, (_, code) => (code - zero) * scale);
}
