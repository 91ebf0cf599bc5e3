import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { GlimpseError } from '../../client/typescript/src/answers/glimpse-error.ts';
import { sleep, withRetries } from '../../client/typescript/src/transport/retry.ts';
import { ConcurrencyLimit } from '../../functions/inference/concurrency-limit.ts';
import { ByteBudget } from '../../functions/shared/byte-budget.ts';
import { withDeadline } from '../../functions/shared/deadline.ts';
import { emptyHome } from '../support/empty-home.ts';
import { modelFolder } from '../support/fixtures.ts';
import { startLambda } from '../support/lambda.ts';
import { send } from './client.ts';
import { expectEspresso, expectWorking } from './expect.ts';
import { coffee, createCostlyCoffee } from './pictures.ts';
import { type Server, sendSignal, startServer, waitFor } from './server.ts';

const year = 365 * 86_400_000;

describe.runIf(process.platform === 'linux')('a server whose clock is set', () => {
  let server: Server;
  let costly: Buffer;

  beforeAll(async () => {
    const preload = new URL('./clock/shifted-date.mjs', import.meta.url).href;
    [server, costly] = await Promise.all([
      startServer({ home: emptyHome, env: { NODE_OPTIONS: `--import ${preload}` } }),
      createCostlyCoffee(),
    ]);
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  /** Sets the clock of the server while it decodes a costly picture. */
  async function setClock(years: number): Promise<void> {
    const answer = send(server.url, { body: costly });
    await waitFor('process that decodes', () => server.decoders().length > 0);
    const [, pid = 0] = server.pids();
    sendSignal(pid, 'SIGUSR2');
    const line = `The clock is set ${years} years from the true time.`;
    await waitFor('line in the log', () => server.log.includes(line));
    expectEspresso(await answer);
  }

  test.each([-30, 10, 0])('%i years from the true time, answers as before', async (years) => {
    await setClock(years);
    await expectWorking(server.url);
    expectEspresso(await send(server.url, { body: costly }));
    const requests = server.log.filter((line) => line.startsWith('POST'));
    expect(requests.slice(-3)).toEqual(Array(3).fill(expect.stringMatching(/ 200 \d{1,4} ms$/)));
  });
});

describe.each([-30, 10])('with a clock that is set by %i years meanwhile', (years) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(new Date('2026-03-01T00:00:00Z'));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Starts work, sets the clock, and returns the milliseconds until the work has failed with BUSY. */
  async function measureBusy(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    const outcome = work();
    vi.setSystemTime(Date.now() + years * year);
    await expect(outcome).rejects.toMatchObject({ code: 'BUSY' });
    return performance.now() - start;
  }

  test('a wait for a place ends in time', async () => {
    const limit = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const holding = limit.run(() => wait(300));
    const ms = await measureBusy(() => limit.run(async () => {}, { maxWaitMs: 100 }));
    expect(ms).toBeGreaterThan(90);
    expect(ms).toBeLessThan(290);
    await holding;
  });

  test('a wait for memory ends in time', async () => {
    const budget = new ByteBudget({ tiers: [{ maxBytes: 10, capacity: 10 }], maxWaitMs: 100 });
    await budget.hold('first').grow(10);
    const ms = await measureBusy(() => budget.hold('second').grow(10));
    expect(ms).toBeGreaterThan(90);
    expect(ms).toBeLessThan(1_000);
  });

  test('a deadline comes in time', async () => {
    const start = performance.now();
    const reason = () => new Error('too late');
    const work = withDeadline({ ms: 100, reason }, async (signal) => {
      await wait(5_000, undefined, { signal });
    });
    vi.setSystemTime(Date.now() + years * year);
    await expect(work).rejects.toThrow('too late');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('the client repeats a request after its pause', async () => {
    const busy = new GlimpseError('BUSY', { retryAfterMs: 100 }, { message: 'Try again.' });
    let calls = 0;
    const start = performance.now();
    const answer = withRetries({ retries: 1, clock: { sleep, random: () => 0 } }, async () => {
      calls += 1;
      if (calls === 1) throw busy;
      return 'answer';
    });
    vi.setSystemTime(Date.now() + years * year);
    expect(await answer).toBe('answer');
    expect(performance.now() - start).toBeGreaterThan(90);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('the function answers, and its log has the new time and true durations', async () => {
    const lambda = await startLambda(modelFolder);
    const post = { method: 'POST', path: '/classify', query: 'topK=1', body: coffee };
    await lambda.send(post);
    const answer = lambda.send(post);
    vi.setSystemTime(Date.now() + years * year);
    expect(await answer).toMatchObject({ statusCode: 200 });
    const [, second] = lambda.requests();
    expect(second).toMatchObject({ timestamp: expect.stringContaining(String(2026 + years)) });
    expect(second?.ms).toBeGreaterThanOrEqual(0);
    expect(second?.ms).toBeLessThan(5_000);
  });
});
