import { describe, expect, test } from 'vitest';
import { softmax } from '../../../functions/inference/classification.ts';

describe('softmax', () => {
  test('of the logarithms of 1, 2 and 5 is their share of 8', () => {
    const scores = softmax(Float32Array.of(0, Math.LN2, Math.log(5)));
    expect(scores[0]).toBeCloseTo(0.125, 7);
    expect(scores[1]).toBeCloseTo(0.25, 7);
    expect(scores[2]).toBeCloseTo(0.625, 7);
  });

  test('does not overflow', () => {
    expect([...softmax(Float32Array.of(1e30, 1e30))]).toEqual([0.5, 0.5]);
    expect([...softmax(Float32Array.of(-1e30, 1e30, -1e30))]).toEqual([0, 1, 0]);
  });

  test('of one class is one', () => {
    expect([...softmax(Float32Array.of(-7))]).toEqual([1]);
  });

  test('sums to 1 over a thousand classes', () => {
    const scores = softmax(Float32Array.from({ length: 1_000 }, (_, at) => Math.sin(at) * 9));
    expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});
