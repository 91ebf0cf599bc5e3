import { expect, test } from 'vitest';
import { describeError, interleave } from './interleave.ts';
import { Results } from './results.ts';

const scenarios = [{ name: 'rest/small', unit: 'ms' }] as const;
const ours = { name: 'ours', isGlimpse: true };
const theirs = { name: 'theirs', isGlimpse: false };
const others = { name: 'others', isGlimpse: false };

test('measures all in each round, and begins each round with another one', async () => {
  const order: string[] = [];
  const results = new Results();
  let steps = 0;
  await interleave({
    contestants: [ours, theirs, others],
    scenarios,
    rounds: 2,
    warmUp: 1,
    results,
    onStep: () => {
      steps += 1;
    },
    measure: async ({ name }) => {
      order.push(name);
      return [[order.length]];
    },
  });
  expect(order).toEqual([
    ...['ours', 'theirs', 'others'],
    ...['theirs', 'others', 'ours'],
    ...['others', 'ours', 'theirs'],
  ]);
  expect(steps).toBe(9);
  // The first three were the warm-up.
  expect(results.records.map(({ contestant, median }) => [contestant, median])).toEqual([
    ['ours', 7],
    ['theirs', 6.5],
    ['others', 6],
  ]);
});

test('goes on without a peer that fails, and says why', async () => {
  const results = new Results();
  let rounds = 0;
  await interleave({
    contestants: [ours, theirs],
    scenarios,
    rounds: 3,
    results,
    onStep: () => {},
    measure: async ({ name }) => {
      if (name === 'theirs') throw new Error('no decoder\nheif: not built in');
      rounds += 1;
      return [[1]];
    },
  });
  expect(rounds).toBe(3);
  expect(results.notRun).toEqual([
    { scenario: 'rest/small', contestant: 'theirs', why: 'heif: not built in' },
  ]);
});

test('ends if Glimpse fails', async () => {
  const failing = interleave({
    contestants: [theirs, ours],
    scenarios,
    rounds: 1,
    results: new Results(),
    onStep: () => {},
    measure: async ({ name }) => {
      if (name === 'ours') throw new Error('answered 500');
      return [[1]];
    },
  });
  await expect(failing).rejects.toThrow('ours in rest/small: answered 500');
});

test('always has a reason', () => {
  expect(describeError(new Error(''))).toBe('it failed without a message');
  expect(describeError('plain')).toBe('plain');
});
