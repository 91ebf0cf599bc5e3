import { expect, test } from 'vitest';
import { convertYCbCr } from '../../../../../functions/image/decoding/tiff/convert-ycbcr.ts';

const bt601 = [0.299, 0.587, 0.114];
const full = [0, 255, 128, 255, 128, 255];
const studio = [16, 235, 128, 240, 128, 240];

/** Codes of the primaries: ITU-T T.871 (JFIF) for the full range, ITU-R BT.601 for the other one. */
test.each([
  { name: 'white', levels: full, codes: [255, 128, 128], rgb: [255, 255, 255] },
  { name: 'red', levels: full, codes: [76, 85, 255], rgb: [254, 0, 0] },
  { name: 'blue', levels: full, codes: [29, 255, 107], rgb: [0, 0, 254] },
  { name: 'black in studio range', levels: studio, codes: [16, 128, 128], rgb: [0, 0, 0] },
  { name: 'white in studio range', levels: studio, codes: [235, 128, 128], rgb: [255, 255, 255] },
  { name: 'red in studio range', levels: studio, codes: [81, 90, 240], rgb: [254, 0, 0] },
])('$name', ({ levels, codes, rgb }) => {
  const pixels = Uint8Array.from(codes);
  convertYCbCr(pixels, 3, { kind: 'ycbcr', weights: bt601, levels });
  for (const [i, level] of rgb.entries()) {
    expect(Math.abs((pixels[i] ?? Number.NaN) - level)).toBeLessThanOrEqual(1);
  }
});

test('alpha stays as it is', () => {
  const pixels = Uint8Array.of(255, 128, 128, 77, 0, 128, 128, 99);
  convertYCbCr(pixels, 4, { kind: 'ycbcr', weights: bt601, levels: full });
  expect([...pixels]).toEqual([255, 255, 255, 77, 0, 0, 0, 99]);
});
