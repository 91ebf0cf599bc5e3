import { expect, test } from 'vitest';
import { computeQuantization } from '../../../models/quantize/quantization.ts';

test('a range that begins at zero has the zero point zero', () => {
  expect(computeQuantization([0, 51])).toEqual({ scale: Math.fround(0.2), zeroPoint: 0 });
});

test('zero is a whole number', () => {
  expect(computeQuantization([-1, 3])).toEqual({ scale: Math.fround(4 / 255), zeroPoint: 64 });
  expect(computeQuantization([-255, 0])).toEqual({ scale: 1, zeroPoint: 255 });
});

test('a tensor that is always zero has a scale', () => {
  expect(computeQuantization([0, 0])).toEqual({ scale: 2 ** -30, zeroPoint: 0 });
});
