import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt } from '../../../functions/shared/excerpt.ts';

test.each([
  ['short', 20, 'short'],
  ['a line\nand\u001b[31mmore', 40, 'a line?and?[31mmore'],
  ['a line\u2028and\u2029more', 40, 'a line?and?more'],
  ['x'.repeat(300), 10, 'xxxxxxx…'],
  ['照片照片', 9, '照片…'],
  ['\\\\\\\\', 7, '\\\\…'],
  ['half \ud83d', 20, 'half ?'],
])('of %j in %i bytes is %j', (text, max, expected) => {
  expect(excerpt(text, max)).toBe(expected);
});

test('any text fits, as JSON writes it, and a short one stays', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 3, max: 60 }),
      (text, max) => {
        const start = excerpt(text, max);
        expect(Buffer.byteLength(JSON.stringify(start)) - 2).toBeLessThanOrEqual(max);
        expect(start).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      },
    ),
    { numRuns: 1_000 },
  );
});
