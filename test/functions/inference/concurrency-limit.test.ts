import { setImmediate } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
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

describe('callers', () => {
  /** Fills the only place, queues tasks of callers, and returns the order in which they run. */
  async function runInTurns(callers: readonly string[]): Promise<string> {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 99 });
    const place = createDeferred();
    const holding = limit.run(() => place.promise);
    let order = '';
    const tasks = callers.map((caller) =>
      limit.run(
        async () => {
          order += caller;
        },
        { caller },
      ),
    );
    place.resolve();
    await Promise.all([holding, ...tasks]);
    return order;
  }

  test('take turns: whoever comes with many keeps nobody waiting behind all of them', async () => {
    expect(await runInTurns([...'aaaab'])).toBe('abaaa');
    expect(await runInTurns([...'aaabbbc'])).toBe('abcabab');
    expect(await runInTurns([...'aaaa'])).toBe('aaaa');
  });

  test('cannot fill the queue alone', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 4 });
    const place = createDeferred();
    const callers = ['a', 'a', 'a', 'a', 'a', 'b', 'b'];
    const outcomes = callers.map((caller) => limit.run(() => place.promise, { caller }));
    place.resolve();
    const settled = await Promise.allSettled(outcomes);
    // One runs, three of the same caller wait, and one of another.
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([
      ...[true, true, true, true, false],
      ...[true, false],
    ]);
  });
});

describe('a task that waits', () => {
  test('is given up when its signal is aborted, and leaves its place in the queue', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const place = createDeferred();
    const holding = limit.run(() => place.promise);
    const controller = new AbortController();
    let begun = false;
    const waiting = limit.run(
      async () => {
        begun = true;
      },
      { signal: controller.signal },
    );
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const next = limit.run(async () => 'next');
    place.resolve();
    expect(await next).toBe('next');
    await holding;
    expect(begun).toBe(false);
    await expect(limit.run(async () => 'late', { signal: controller.signal })).rejects.toThrow(
      'gone',
    );
  });

  test('is refused when its time is over', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const place = createDeferred();
    const holding = limit.run(() => place.promise);
    const waiting = limit.run(async () => 'too late', { maxWaitMs: 5 });
    await expect(waiting).rejects.toMatchObject({ code: 'BUSY' });
    place.resolve();
    await holding;
    expect(await limit.run(async () => 'next', { maxWaitMs: 5 })).toBe('next');
  });
});

test('the pause in a refusal grows with the work that waits', async () => {
  vi.useFakeTimers();
  try {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 3 });
    for (let i = 0; i < 60; i += 1) {
      const task = limit.run(() => new Promise<void>((resolve) => setTimeout(resolve, 2_000)));
      await vi.advanceTimersByTimeAsync(2_000);
      await task;
    }
    const place = createDeferred();
    const tasks = [1, 2, 3, 4].map(() => limit.run(() => place.promise));
    const error: unknown = await limit.run(() => place.promise).catch((reason) => reason);
    // Four tasks of 2 s.
    const { retryAfterMs } = (error as { details: { retryAfterMs: number } }).details;
    expect(retryAfterMs).toBeGreaterThan(7_500);
    expect(retryAfterMs).toBeLessThanOrEqual(8_000);
    expect(String(error)).toContain('try again in 8 seconds');
    place.resolve();
    await Promise.all(tasks);
  } finally {
    vi.useRealTimers();
  }
});
