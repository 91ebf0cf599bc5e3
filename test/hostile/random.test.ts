import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('the same key gives the same numbers, another key others', () => {
  const draw = (key: string) => Array.from({ length: 50 }, () => new Random(key).bits());
  expect(draw('1:pictures:7')).toEqual(draw('1:pictures:7'));
  expect(draw('1:pictures:7')).not.toEqual(draw('1:pictures:8'));
});

test('numbers stay within their bounds and reach both', () => {
  const random = new Random('bounds');
  const numbers = Array.from({ length: 2_000 }, () => random.between(3, 6));
  expect([...new Set(numbers)].sort()).toEqual([3, 4, 5, 6]);
  const magnitudes = Array.from({ length: 2_000 }, () => random.magnitude(1, 1_000));
  expect(Math.min(...magnitudes)).toBe(1);
  expect(magnitudes.filter((number) => number < 32).length).toBeGreaterThan(800);
  expect(Math.max(...magnitudes)).toBeLessThanOrEqual(1_000);
});
