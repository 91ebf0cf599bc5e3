import { once } from 'node:events';
import { markAsUntransferable, type Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Run } from '../../../../functions/inference/runner.ts';
import { WorkerPool } from '../../../../functions/inference/workers/worker-pool.ts';
import { createDeferred } from '../../../support/deferred.ts';
import { type Behaviour, startBrokenThread, startThread } from './threads.ts';

const options = { heat: false, isSpare: false };
const pixels = (length = 3): Uint8Array => new Uint8Array(length);
const runHere: Run = { logits: Float32Array.of(-1), heat: undefined, inferenceMs: 1 };

const started: Worker[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((thread) => thread.terminate()));
});

/** A pool with threads that do as told. Runs on this thread take until `finishHere` is called. */
function createPool(behaviour: Behaviour | 'breaks', { maxWorkers = 2, idleMs = 60_000 } = {}) {
  const threads: Worker[] = [];
  const ends: Error[] = [];
  const blocked = createDeferred<Run>();
  const here = vi.fn(() => blocked.promise);
  const start = (): Worker => {
    const thread = behaviour === 'breaks' ? startBrokenThread() : startThread(behaviour);
    threads.push(thread);
    started.push(thread);
    return thread;
  };
  const onWorkerEnd = (error: Error): void => void ends.push(error);
  const pool = new WorkerPool({
    here: { run: here },
    start,
    maxWorkers,
    picturesPerWorker: 2,
    idleMs,
    onWorkerEnd,
  });
  // Nobody waits for runs that are only begun: they end with the test.
  const begin = (bytes?: number): void => void pool.run(pixels(bytes), options).catch(() => {});
  const finishHere = (): void => blocked.resolve(runHere);
  return { pool, begin, threads, ends, here, finishHere };
}

/** Keeps this thread busy, has a second picture start a worker, and waits until that is ready. */
async function startWorkers(created: ReturnType<typeof createPool>): Promise<void> {
  created.begin();
  created.begin();
  await Promise.all(created.threads.map((thread) => once(thread, 'message')));
}

describe('a picture that is alone', () => {
  test('runs on this thread, and starts no worker', async () => {
    const { pool, threads, finishHere } = createPool('answers');
    finishHere();
    for (let i = 0; i < 3; i += 1) expect(await pool.run(pixels(), options)).toBe(runHere);
    expect(threads).toHaveLength(0);
  });
});

describe('several pictures', () => {
  test('run on this thread until workers are ready, then in workers', async () => {
    const created = createPool('answers');
    const { pool, here, threads } = created;
    await startWorkers(created);
    expect(threads).toHaveLength(2);
    expect(here).toHaveBeenCalledTimes(2);
    const { logits } = await pool.run(pixels(), options);
    expect(logits[0]).toBeGreaterThan(0);
    expect(here).toHaveBeenCalledTimes(2);
  });

  test('start as many workers as there are pictures, up to the maximum', async () => {
    const created = createPool('hangs', { maxWorkers: 3 });
    const { begin, threads } = created;
    await startWorkers(created);
    expect(threads).toHaveLength(2);
    for (let i = 0; i < 5; i += 1) begin();
    expect(threads).toHaveLength(3);
  });

  test('are two at a time in each worker; further ones run on this thread', async () => {
    const created = createPool('hangs');
    const { begin, here } = created;
    await startWorkers(created);
    for (let i = 0; i < 4; i += 1) begin();
    expect(here).toHaveBeenCalledTimes(2);
    begin();
    expect(here).toHaveBeenCalledTimes(3);
  });

  test('of more bytes than 8 MB for each worker run on this thread', async () => {
    const created = createPool('hangs');
    const { begin, here } = created;
    await startWorkers(created);
    begin(10_000_000);
    expect(here).toHaveBeenCalledTimes(2);
    begin(7_000_000);
    expect(here).toHaveBeenCalledTimes(3);
    begin(5_000_000);
    expect(here).toHaveBeenCalledTimes(3);
  });

  test('are copied: the caller keeps its bytes', async () => {
    const created = createPool('answers');
    await startWorkers(created);
    const own = Uint8Array.of(1, 2, 3);
    await created.pool.run(own, options);
    expect(own).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('are moved if nobody else needs them', async () => {
    const created = createPool('answers');
    await startWorkers(created);
    const spare = Uint8Array.of(1, 2, 3);
    await created.pool.run(spare, { ...options, isSpare: true });
    expect(spare).toHaveLength(0);
  });

  test('are copied if their memory cannot be moved', async () => {
    const created = createPool('answers');
    await startWorkers(created);
    const fixed = Uint8Array.of(1, 2, 3);
    markAsUntransferable(fixed.buffer);
    const { logits } = await created.pool.run(fixed, { ...options, isSpare: true });
    expect(logits).toHaveLength(1);
    expect(fixed).toHaveLength(3);
  });

  test('are copied if other bytes are in the same memory', async () => {
    const created = createPool('answers');
    await startWorkers(created);
    const form = Uint8Array.of(1, 2, 3);
    await created.pool.run(form.subarray(1), { ...options, isSpare: true });
    expect(form).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe('a worker that ends by itself', () => {
  test('fails its pictures, which are not tried again, and is replaced', async () => {
    const created = createPool('ends');
    const { pool, begin, threads, ends, here } = created;
    await startWorkers(created);
    await expect(pool.run(pixels(), options)).rejects.toThrow('code 3');
    expect(here).toHaveBeenCalledTimes(2);
    expect(ends.map(String)).toEqual(['Error: A worker has ended with code 3.']);
    begin();
    expect(threads).toHaveLength(3);
  });

  test('before it is ready fails nothing; after five there is a pause', async () => {
    const { pool, threads, ends, finishHere } = createPool('breaks', { maxWorkers: 1 });
    const first = pool.run(pixels(), options);
    const others: Promise<Run>[] = [];
    for (let i = 0; i < 7; i += 1) {
      others.push(pool.run(pixels(), options));
      await vi.waitUntil(() => ends.length === threads.length);
    }
    expect(threads).toHaveLength(5);
    expect(ends[0]?.cause).toMatchObject({ message: 'broken' });
    finishHere();
    expect(await Promise.all([first, ...others])).toEqual(Array(8).fill(runHere));
  });
});

test('a worker without work ends, and starts again for the next pictures', async () => {
  const created = createPool('answers', { idleMs: 1 });
  const { begin, threads, ends } = created;
  await startWorkers(created);
  // Node gives this number to threads that have ended.
  await vi.waitUntil(() => threads.every(({ threadId }) => threadId === -1));
  expect(ends).toEqual([]);
  begin();
  expect(threads.length).toBeGreaterThan(2);
});
