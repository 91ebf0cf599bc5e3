import { expect, test } from 'vitest';
import { quantizeWeight } from '../../../models/quantize/quantize-weight.ts';

/** A layer with these rows of weights. */
function layer(rows: number[][], bias: number[], groups = 1) {
  const inputs = rows[0]!.length;
  return {
    name: 'layer',
    input: 'input',
    shape: [rows.length, inputs] as const,
    groups,
    weight: Float32Array.from(rows.flat()),
    bias: Float32Array.from(bias),
  };
}

test('the scale of an output follows from its greatest weight', () => {
  const rows = [
    [127, -64],
    [-0.5, 63.5],
  ];
  const quantized = quantizeWeight(layer(rows, [10, -3]), { scale: 0.5, mean: null });
  expect([...quantized.scale]).toEqual([1, 0.5]);
  expect([...quantized.weight]).toEqual([127, -64, -1, 127]);
  // 10 / (0.5 * 1) and -3 / (0.5 * 0.5)
  expect([...quantized.bias]).toEqual([20, -12]);
  expect([...quantized.biasScale]).toEqual([0.5, 0.25]);
});

test('the bias corrects the mean rounding error', () => {
  // 10.25 becomes 10 and -3.5 becomes -3: the first output loses 0.25 * 8 - 0.5 * 4, the second, which
  // has no weight for the second input, loses 0.25 * 8.
  const rows = [
    [10.25, -3.5, 127],
    [10.25, 0, 127],
  ];
  const quantized = quantizeWeight(layer(rows, [0, 5]), { scale: 1, mean: [8, 4, 1] });
  expect([...quantized.weight]).toEqual([10, -3, 127, 10, 0, 127]);
  expect([...quantized.bias]).toEqual([0, 7]);
});

test('each group uses its own means', () => {
  const rows = [
    [127, 1.25],
    [127, 1.25],
  ];
  const quantized = quantizeWeight(layer(rows, [0, 0], 2), { scale: 1, mean: [0, 4, 0, 12] });
  expect([...quantized.bias]).toEqual([1, 3]);
});

test('a large bias with small weights fits into int32', () => {
  const { bias, biasScale } = quantizeWeight(layer([[1e-12]], [2]), { scale: 1e-3, mean: [0] });
  expect(bias[0]! * biasScale[0]!).toBeCloseTo(2, 5);
});

test('an output without weights keeps its bias', () => {
  const { weight, bias, biasScale } = quantizeWeight(layer([[0, 0]], [2]), {
    scale: 0.1,
    mean: [1, 1],
  });
  expect([...weight]).toEqual([0, 0]);
  expect(bias[0]! * biasScale[0]!).toBeCloseTo(2, 5);
});
