import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ByteBudget } from '../../../functions/shared/byte-budget.ts';

/** Room for 10 bytes in small things and 100 in large ones. */
function createBudget({ maxWaitMs = 20 } = {}): ByteBudget {
  const tiers = [
    { maxBytes: 5, capacity: 10 },
    { maxBytes: 100, capacity: 100 },
  ] as const;
  return new ByteBudget({ tiers, maxWaitMs });
}

/** Grows holds of different callers at the same time; returns which of them got room. */
async function growAll(budget: ByteBudget, bytes: number[], callers = ['a', 'b', 'c', 'd']) {
  const grown = bytes.map((size, i) => budget.hold(callers[i]).grow(size));
  return (await Promise.allSettled(grown)).map(({ status }) => status === 'fulfilled');
}

test('bytes are held up to the capacity', async () => {
  expect(await growAll(createBudget(), [60, 40, 6])).toEqual([true, true, false]);
  expect(await growAll(createBudget(), [60, 41, 40])).toEqual([true, false, true]);
});

test('what finds no room in time is refused as BUSY', async () => {
  const budget = createBudget();
  await budget.hold('a').grow(90);
  await expect(budget.hold('b').grow(20)).rejects.toMatchObject({
    name: 'BusyError',
    code: 'BUSY',
    details: { retryAfterMs: 1_000 },
  });
});

test('large things leave room for small ones', async () => {
  expect(await growAll(createBudget(), [100, 5, 5, 1])).toEqual([true, true, true, false]);
});

test('what grows from small to large gives the small room back', async () => {
  const budget = createBudget();
  const hold = budget.hold('a');
  await hold.grow(5);
  await hold.grow(50);
  expect(await growAll(budget, [5, 5], ['b', 'c'])).toEqual([true, true]);
});

test('one caller may hold three quarters with several things, or everything with one', async () => {
  expect(await growAll(createBudget(), [40, 35, 6], ['a', 'a', 'a'])).toEqual([true, true, false]);
  expect(await growAll(createBudget(), [100], ['a'])).toEqual([true]);
  expect(await growAll(createBudget(), [40, 40], ['a', 'a'])).toEqual([true, false]);
  const own: string[] = [];
  expect(await growAll(createBudget(), [40, 40], own)).toEqual([true, true]);
});

test('room is free again after a release, also for those who wait', async () => {
  const budget = createBudget({ maxWaitMs: 10_000 });
  const first = budget.hold('a');
  await first.grow(100);
  let begun = false;
  const second = budget.hold('b');
  const waiting = second.grow(80).then(() => {
    begun = true;
  });
  await wait(5);
  expect(begun).toBe(false);
  first.release();
  await waiting;
  second.release();
  second.release();
  expect(await growAll(budget, [100])).toEqual([true]);
});
