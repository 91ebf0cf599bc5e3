import { expect, test } from 'vitest';
import { scaleFloats } from '../../../../../functions/image/decoding/tiff/scale-floats.ts';

const { NaN: hole, POSITIVE_INFINITY: infinite } = Number;

test.each([
  ['0 to 1', [0, 0.2, 1], [0, 51, 255]],
  ['0 to 1 with overshoot, clipped', [-0.5, 0.2, 1.5], [0, 51, 255]],
  ['0 to 255', [0, 51, 255], [0, 51, 255]],
  ['0 to 255 with overshoot, clipped', [-20, 51, 300], [0, 51, 255]],
  ['any other range, stretched', [-1000, 0, 4000], [0, 51, 255]],
  ['holes, black', [hole, 0.2, infinite], [0, 51, 255]],
  ['nothing but holes', [hole, hole], [0, 0]],
  ['one value for all', [5000, 5000], [0, 0]],
])('%s', (_name, values, expected) => {
  expect([...scaleFloats(Float32Array.from(values), false)]).toEqual(expected);
});

test('white is zero', () => {
  expect([...scaleFloats(Float32Array.of(0, 0.2, 1), true)]).toEqual([255, 204, 0]);
});
