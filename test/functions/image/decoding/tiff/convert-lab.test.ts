import { expect, test } from 'vitest';
import { convertLab } from '../../../../../functions/image/decoding/tiff/convert-lab.ts';

/** L*a*b* of sRGB's colours with the white of D50: http://www.brucelindbloom.com/index.html?ColorCalculator.html */
const colours = [
  ['black', [0, 0, 0], [0, 0, 0]],
  ['white', [100, 0, 0], [255, 255, 255]],
  ['grey', [53.59, 0, 0], [128, 128, 128]],
  ['red', [54.29, 80.81, 69.89], [255, 0, 0]],
  ['green', [87.82, -79.29, 80.99], [0, 255, 0]],
  ['blue', [29.57, 68.3, -112.03], [0, 0, 255]],
] as const;

function encode([lightness, a, b]: readonly [number, number, number], zero: number): number[] {
  return [lightness * 2.55, a + zero, b + zero].map((value) => Math.round(value) & 255);
}

test.each(colours)('%s', (_name, lab, expected) => {
  const pixels = Uint8Array.from([...encode(lab, 0), 7]);
  convertLab(pixels, 4, true);
  // a* and b* are rounded to integers, which moves the dark channels of saturated colours most.
  for (const [i, level] of expected.entries()) {
    expect(Math.abs((pixels[i] ?? Number.NaN) - level)).toBeLessThanOrEqual(10);
  }
  expect(pixels[3]).toBe(7);
});

test('a* and b* with 128 as zero are the same colours', () => {
  for (const [, lab] of colours) {
    const [signed, offset] = [Uint8Array.from(encode(lab, 0)), Uint8Array.from(encode(lab, 128))];
    convertLab(signed, 3, true);
    convertLab(offset, 3, false);
    expect(offset).toEqual(signed);
  }
});
