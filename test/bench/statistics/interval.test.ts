import { expect, test } from 'vitest';
import { medianInterval } from './interval.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index + 1);

// Ranks by adding up binomial coefficients: of 10 throws, P(fewer than 2 heads) = (1 + 10) / 1024 = 0.011,
// P(fewer than 3) = 56 / 1024 = 0.055. The others are in tables of the sign test, such as the one in
// W. J. Conover: Practical Nonparametric Statistics.
test.each([
  [6, 1, 6],
  [8, 1, 8],
  [9, 2, 8],
  [10, 2, 9],
  [20, 6, 15],
  [25, 8, 18],
  [40, 14, 27],
  [100, 40, 61],
])('of %d numbers, takes the ones at %d and %d', (length, low, high) => {
  expect(medianInterval(count(length).toReversed())).toEqual({ low, high });
});

test('takes all of fewer than six numbers: 2 in 2^5 is more than 5 %', () => {
  expect(medianInterval([5, 1, 2, 4, 3])).toEqual({ low: 1, high: 5 });
  expect(medianInterval([7])).toEqual({ low: 7, high: 7 });
});

test('works for as many numbers as a long run has', () => {
  // The normal approximation: 5,000 -/+ 1.96 x sqrt(10,000) / 2.
  const { low, high } = medianInterval(count(10_000));
  expect(low).toBeGreaterThanOrEqual(4_900);
  expect(low).toBeLessThanOrEqual(4_904);
  expect(low + high).toBe(10_001);
});

test('has no ends for an empty list', () => {
  expect(medianInterval([])).toEqual({ low: Number.NaN, high: Number.NaN });
});
