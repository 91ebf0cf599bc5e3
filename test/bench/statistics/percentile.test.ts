import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

// The example of https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
test.each([
  [5, 15],
  [30, 20],
  [40, 20],
  [50, 35],
  [100, 50],
])('finds percentile %d of a published example', (percent, expected) => {
  expect(percentile([40, 15, 50, 20, 35], percent)).toBe(expected);
});

test('is not above the slowest of few samples', () => {
  expect(percentile([3, 1, 2], 99)).toBe(3);
  expect(percentile([], 99)).toBeNaN();
});
