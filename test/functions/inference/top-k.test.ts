import { describe, expect, test } from 'vitest';
import { topK } from '../../../functions/inference/classification.ts';

describe('the best k', () => {
  const scores = Float64Array.of(0.1, 0.4, 0.05, 0.4, 0.05);

  test('come best first, ties by index', () => {
    expect(topK(scores, 5)).toEqual([1, 3, 0, 2, 4]);
  });

  test('are cut after k, between equal ones too', () => {
    expect(topK(scores, 1)).toEqual([1]);
    expect(topK(scores, 4)).toEqual([1, 3, 0, 2]);
  });

  test('are all where k is more than there are', () => {
    expect(topK(scores, 100)).toEqual([1, 3, 0, 2, 4]);
  });

  test('are sorted by number, not by text', () => {
    expect(topK(Float64Array.of(1e-7, 0.9, 5e-10), 3)).toEqual([1, 0, 2]);
  });
});
