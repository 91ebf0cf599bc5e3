import { describe, expect, test } from 'vitest';
import { memoizeAsync } from '../../../functions/shared/memoize-async.ts';
import { createDeferred } from '../../support/deferred.ts';

describe('memoized work', () => {
  test('runs once', async () => {
    let starts = 0;
    const start = memoizeAsync(async () => {
      starts += 1;
      return `session ${starts}`;
    });
    expect(await start()).toBe('session 1');
    expect(await start()).toBe('session 1');
    expect(starts).toBe(1);
  });

  test('does not run before the first call', () => {
    let starts = 0;
    memoizeAsync(async () => {
      starts += 1;
    });
    expect(starts).toBe(0);
  });

  test('is shared by concurrent calls', async () => {
    let starts = 0;
    const session = createDeferred<string>();
    const start = memoizeAsync(() => {
      starts += 1;
      return session.promise;
    });
    const calls = [start(), start(), start()];
    session.resolve('session');
    expect(await Promise.all(calls)).toEqual(['session', 'session', 'session']);
    expect(starts).toBe(1);
  });

  test('is forgotten if it fails, after every waiting call failed', async () => {
    const attempts = [createDeferred<string>(), createDeferred<string>()];
    let starts = 0;
    const start = memoizeAsync(() => {
      starts += 1;
      return attempts[starts - 1]!.promise;
    });
    const failure = new Error('the model is damaged');
    const first = [start(), start()];
    attempts[0]!.reject(failure);
    for (const outcome of await Promise.allSettled(first)) {
      expect(outcome).toEqual({ status: 'rejected', reason: failure });
    }
    attempts[1]!.resolve('session');
    expect(await start()).toBe('session');
    expect(await start()).toBe('session');
    expect(starts).toBe(2);
  });
});
