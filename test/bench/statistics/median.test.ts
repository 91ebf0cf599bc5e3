import { expect, test } from 'vitest';
import { median } from './median.ts';

test('takes the middle number, or the mean of the middle two, whatever the order', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([10, 2, 9, 3])).toBe(6);
  expect(median([7])).toBe(7);
});

test('has nothing to say about an empty list', () => {
  expect(median([])).toBeNaN();
});
