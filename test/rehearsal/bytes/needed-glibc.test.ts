import { expect, test } from 'vitest';
import { isNewer } from './needed-glibc.ts';

test('compares versions as numbers, not as text', () => {
  expect(isNewer('2.34', '2.4')).toBe(true);
  expect(isNewer('2.4', '2.34')).toBe(false);
  expect(isNewer('2.2.5', '2.2')).toBe(true);
  expect(isNewer('3.4.29', '3.4.29')).toBe(false);
});
