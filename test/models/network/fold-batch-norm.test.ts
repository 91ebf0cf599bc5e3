import { expect, test } from 'vitest';
import { foldBatchNorm } from '../../../models/network/fold-batch-norm.ts';

test('batch norm becomes a factor and an offset per output', () => {
  // sqrt(3 + 1) = 2 and sqrt(15 + 1) = 4, so the factors are 6 / 2 and 2 / 4.
  const folded = foldBatchNorm(Float32Array.of(1, -2, 3, 8), {
    gamma: Float32Array.of(6, 2),
    beta: Float32Array.of(1, -1),
    mean: Float32Array.of(5, 4),
    variance: Float32Array.of(3, 15),
    epsilon: 1,
  });
  expect([...folded.weight]).toEqual([3, -6, 1.5, 4]);
  expect([...folded.bias]).toEqual([1 - 5 * 3, -1 - 4 * 0.5]);
});

test('batch norm is folded in double precision', () => {
  // 16777217 - 16777216 * 1 is 1, yet in float32 16777217 is 16777216.
  const { bias } = foldBatchNorm(Float64Array.of(1), {
    gamma: Float64Array.of(1),
    beta: Float64Array.of(16777217),
    mean: Float64Array.of(16777216),
    variance: Float64Array.of(1),
    epsilon: 0,
  });
  expect([...bias]).toEqual([1]);
});
