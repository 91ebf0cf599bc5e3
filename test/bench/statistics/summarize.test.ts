import { expect, test } from 'vitest';
import { summarize } from './summarize.ts';

test('summarizes one number a round, and divides by the base of the same round', () => {
  // Twice as slow in the third round for both: the ratios do not see it.
  const base = [[10], [12], [22], [10], [11]];
  const own = [[15], [24], [44], [20], [22]];
  expect(summarize(own, base)).toEqual({
    median: 22,
    low: 15,
    high: 44,
    p95: 44,
    p99: 44,
    ratio: 2,
    ratioLow: 1.5,
    ratioHigh: 2,
    rounds: 5,
    samples: 5,
  });
});

test('takes the median of each round, and percentiles of all its numbers', () => {
  const own = [
    [1, 2, 9],
    [3, 4, 100],
  ];
  const base = [[1], [8]];
  expect(summarize(own, base)).toMatchObject({
    median: 3,
    p95: 100,
    ratio: 1.25,
    ratioLow: 0.5,
    ratioHigh: 2,
    rounds: 2,
    samples: 6,
  });
});

test('compares the base with itself', () => {
  expect(summarize([[3], [5]], [[3], [5]])).toMatchObject({ ratio: 1, ratioLow: 1, ratioHigh: 1 });
});
