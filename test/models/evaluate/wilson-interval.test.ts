import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../models/evaluate/wilson-interval.ts';

// Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
test.each([
  { successes: 81, trials: 263, low: 0.2553, high: 0.3662 },
  { successes: 15, trials: 148, low: 0.0624, high: 0.1605 },
  { successes: 0, trials: 20, low: 0, high: 0.1611 },
  { successes: 1, trials: 29, low: 0.0061, high: 0.1718 },
])('$successes of $trials gives the published interval', ({ successes, trials, ...published }) => {
  const { low, high } = wilsonInterval(successes, trials);
  expect(low).toBeCloseTo(published.low, 4);
  expect(high).toBeCloseTo(published.high, 4);
});

test('stays between 0 and 1 if all are right', () => {
  // By symmetry with 0 of 20 above.
  const { low, high } = wilsonInterval(20, 20);
  expect(low).toBeCloseTo(1 - 0.1611, 4);
  expect(high).toBe(1);
});
