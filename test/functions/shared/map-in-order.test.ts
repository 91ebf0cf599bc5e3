import { expect, test } from 'vitest';
import { mapInOrder } from '../../../functions/shared/map-in-order.ts';
import { createDeferred, type Deferred } from '../../support/deferred.ts';

/** Maps numbers by work that the test finishes. */
function map(count: number, maxInFlight: number) {
  const begun: Deferred<string>[] = [];
  const items = Array.from({ length: count }, (_, at) => at);
  const work = (): Promise<string> => {
    const deferred = createDeferred<string>();
    begun.push(deferred);
    return deferred.promise;
  };
  return { begun, results: mapInOrder(items, work, maxInFlight) };
}

test('yields results in order, whichever ends first', async () => {
  const { begun, results } = map(3, 3);
  const first = results.next();
  for (const at of [2, 1, 0]) begun[at]?.resolve(`result ${at}`);
  expect(await first).toEqual({ done: false, value: 'result 0' });
  expect((await results.next()).value).toBe('result 1');
  expect((await results.next()).value).toBe('result 2');
  expect((await results.next()).done).toBe(true);
});

test('begins no more than the maximum at once', async () => {
  const { begun, results } = map(10, 3);
  void results.next();
  await new Promise(setImmediate);
  expect(begun).toHaveLength(3);
});

test('begins others while the first takes long', async () => {
  const { begun, results } = map(10, 3);
  const first = results.next();
  begun[1]?.resolve('quick');
  await new Promise(setImmediate);
  expect(begun).toHaveLength(4);
  begun[0]?.resolve('slow');
  expect((await first).value).toBe('slow');
});

test('keeps at most 32 results for each item in flight', async () => {
  const { begun, results } = map(1_000, 2);
  void results.next();
  for (let at = 1; at < 1_000; at += 1) {
    begun[at]?.resolve('quick');
    await new Promise(setImmediate);
  }
  expect(begun).toHaveLength(64);
});

test('passes the first failure on, in order', async () => {
  const { begun, results } = map(2, 2);
  const first = results.next();
  begun[1]?.reject(new Error('second'));
  await new Promise(setImmediate);
  begun[0]?.resolve('first');
  expect((await first).value).toBe('first');
  await expect(results.next()).rejects.toThrow('second');
});
