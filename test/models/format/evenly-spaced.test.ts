import { expect, test } from 'vitest';
import { evenlySpaced } from '../../../models/format/evenly-spaced.ts';

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

test.each([
  [1, [0]],
  [2, [0, 5]],
  [3, [0, 3, 6]],
  [5, [0, 2, 4, 6, 8]],
  [10, ten],
  [99, ten],
])('%d of ten', (max, expected) => {
  expect(evenlySpaced(ten, max)).toEqual(expected);
});

test('picks one of each class if there are fifty of a thousand', () => {
  const classes = Array.from({ length: 50_000 }, (_, index) => Math.floor(index / 50));
  expect(new Set(evenlySpaced(classes, 1000)).size).toBe(1000);
});

test('picks nothing from an empty list', () => {
  expect(evenlySpaced([], 5)).toEqual([]);
});
