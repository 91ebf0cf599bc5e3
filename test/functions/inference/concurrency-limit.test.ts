import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import { deferred } from '../../support/deferred.ts';

/** Work that says when it starts and ends when it is told to. */
function jobs(gate: ConcurrencyLimit, names: string) {
  const started: string[] = [];
  const work = new Map(
    [...names].map((name) => {
      const job = deferred<string>();
      const passed = gate.run(() => {
        started.push(name);
        return job.promise;
      });
      passed.catch(() => {});
      return [name, { ...job, passed }];
    }),
  );
  return { started, job: (name: string) => work.get(name)! };
}

describe('a gate', () => {
  test('lets as much work through at once as it has places', async () => {
    const { started } = jobs(new ConcurrencyLimit({ limit: 2, maxQueue: 9 }), 'abc');
    await setImmediate();
    expect(started).toEqual(['a', 'b']);
  });

  test('lets waiting work in by the order in which it came', async () => {
    const { started, job } = jobs(new ConcurrencyLimit({ limit: 1, maxQueue: 9 }), 'abcd');
    for (const name of 'abcd') {
      job(name).resolve(name.toUpperCase());
      expect(await job(name).passed).toBe(name.toUpperCase());
    }
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('refuses what does not fit into the queue, at once', async () => {
    const { started, job } = jobs(new ConcurrencyLimit({ limit: 1, maxQueue: 2 }), 'abcd');
    await expect(job('d').passed).rejects.toMatchObject({
      name: 'InferenceError',
      code: 'BUSY',
      details: { retryAfterMs: 1_000 },
    });
    expect(started).toEqual(['a']);
  });

  test('without a queue refuses whatever finds no place', async () => {
    const { job } = jobs(new ConcurrencyLimit({ limit: 1, maxQueue: 0 }), 'ab');
    await expect(job('b').passed).rejects.toMatchObject({ code: 'BUSY' });
  });

  test('has room again once work is done', async () => {
    const gate = new ConcurrencyLimit({ limit: 1, maxQueue: 0 });
    const { job } = jobs(gate, 'ab');
    await expect(job('b').passed).rejects.toMatchObject({ code: 'BUSY' });
    job('a').resolve('done');
    await job('a').passed;
    expect(await gate.run(async () => 'next')).toBe('next');
  });

  test('gives a place back after failure, and hands the failure on', async () => {
    const gate = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const { started, job } = jobs(gate, 'ab');
    const failure = new Error('cannot be decoded');
    job('a').reject(failure);
    await expect(job('a').passed).rejects.toBe(failure);
    job('b').resolve('fine');
    expect(await job('b').passed).toBe('fine');
    expect(started).toEqual(['a', 'b']);
    expect(await gate.run(async () => 'next')).toBe('next');
  });

  test('gives a place back after work that throws before it waits', async () => {
    const gate = new ConcurrencyLimit({ limit: 1, maxQueue: 0 });
    const failure = new Error('at once');
    const thrown = gate.run(() => {
      throw failure;
    });
    await expect(thrown).rejects.toBe(failure);
    expect(await gate.run(async () => 'next')).toBe('next');
  });

  test('never lets more through than it has places, however work ends', async () => {
    const gate = new ConcurrencyLimit({ limit: 3, maxQueue: 100 });
    let inside = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await setImmediate();
      inside -= 1;
      if (fails) throw new Error('failed');
    };
    const rush = () =>
      Promise.allSettled(Array.from({ length: 60 }, (_, at) => gate.run(() => work(at % 3 === 0))));
    for (const outcomes of [await rush(), await rush()]) {
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    }
    expect(most).toBe(3);
  });
});
