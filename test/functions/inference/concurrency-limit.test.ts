import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import { createDeferred } from '../../support/deferred.ts';

/** Creates jobs that record their start and end on request. */
function runJobs(limit: ConcurrencyLimit, names: string) {
  const started: string[] = [];
  const work = new Map(
    [...names].map((name) => {
      const job = createDeferred<string>();
      const result = limit.run(() => {
        started.push(name);
        return job.promise;
      });
      result.catch(() => {});
      return [name, { ...job, result }];
    }),
  );
  return { started, job: (name: string) => work.get(name)! };
}

describe('a concurrency limit', () => {
  test('runs as much work at once as its limit', async () => {
    const { started } = runJobs(new ConcurrencyLimit({ limit: 2, maxQueue: 9 }), 'abc');
    await setImmediate();
    expect(started).toEqual(['a', 'b']);
  });

  test('runs waiting work in order', async () => {
    const { started, job } = runJobs(new ConcurrencyLimit({ limit: 1, maxQueue: 9 }), 'abcd');
    for (const name of 'abcd') {
      job(name).resolve(name.toUpperCase());
      expect(await job(name).result).toBe(name.toUpperCase());
    }
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('refuses work beyond the queue immediately', async () => {
    const { started, job } = runJobs(new ConcurrencyLimit({ limit: 1, maxQueue: 2 }), 'abcd');
    await expect(job('d').result).rejects.toMatchObject({
      name: 'BusyError',
      code: 'BUSY',
      details: { retryAfterMs: 1_000 },
    });
    expect(started).toEqual(['a']);
  });

  test('without a queue refuses all further work', async () => {
    const { job } = runJobs(new ConcurrencyLimit({ limit: 1, maxQueue: 0 }), 'ab');
    await expect(job('b').result).rejects.toMatchObject({ code: 'BUSY' });
  });

  test('accepts work again once work is done', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 0 });
    const { job } = runJobs(limit, 'ab');
    await expect(job('b').result).rejects.toMatchObject({ code: 'BUSY' });
    job('a').resolve('done');
    await job('a').result;
    expect(await limit.run(async () => 'next')).toBe('next');
  });

  test('frees a slot after a failure, and passes the failure on', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const { started, job } = runJobs(limit, 'ab');
    const failure = new Error('cannot be decoded');
    job('a').reject(failure);
    await expect(job('a').result).rejects.toBe(failure);
    job('b').resolve('fine');
    expect(await job('b').result).toBe('fine');
    expect(started).toEqual(['a', 'b']);
    expect(await limit.run(async () => 'next')).toBe('next');
  });

  test('frees a slot after work that throws synchronously', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 0 });
    const failure = new Error('immediately');
    const thrown = limit.run(() => {
      throw failure;
    });
    await expect(thrown).rejects.toBe(failure);
    expect(await limit.run(async () => 'next')).toBe('next');
  });

  test('never exceeds its limit, however work ends', async () => {
    const limit = new ConcurrencyLimit({ limit: 3, maxQueue: 100 });
    let active = 0;
    let max = 0;
    const work = async (fails: boolean): Promise<void> => {
      active += 1;
      max = Math.max(max, active);
      await setImmediate();
      active -= 1;
      if (fails) throw new Error('failed');
    };
    const runMany = () =>
      Promise.allSettled(
        Array.from({ length: 60 }, (_, at) => limit.run(() => work(at % 3 === 0))),
      );
    for (const outcomes of [await runMany(), await runMany()]) {
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    }
    expect(max).toBe(3);
  });
});
