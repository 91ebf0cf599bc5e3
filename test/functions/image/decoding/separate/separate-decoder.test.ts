import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../../functions/image/decoding/separate/host.ts';
import type { SeparateTask } from '../../../../../functions/image/decoding/separate/messages.ts';
import {
  SeparateDecoder,
  type SeparateDecoderOptions,
} from '../../../../../functions/image/decoding/separate/separate-decoder.ts';
import { startProcess } from '../../../../../functions/image/decoding/separate/start-process.ts';
import { startThread } from '../../../../../functions/image/decoding/separate/start-thread.ts';
import { inspect } from '../../../../../functions/image/inspect.ts';
import { localLimits } from '../../../../../functions/image/limits.ts';
import { root } from '../../../../support/fixtures.ts';

/** A task for the whole picture in its own size. */
async function createTask(name: string): Promise<SeparateTask> {
  const bytes = readFileSync(join(root, 'test/fixtures/pictures', name));
  const picture = await inspect(bytes, localLimits);
  const scaled = { width: picture.width, height: picture.height };
  const crop = { left: 0, top: 0, ...scaled };
  return { picture, target: { scaled, crop, filter: 'bilinear' } };
}

function countBytes({ picture }: SeparateTask): number {
  return picture.width * picture.height * 3;
}

/** Returns the task with other data, or another size. */
function change(task: SeparateTask, changes: Partial<SeparateTask['picture']>): SeparateTask {
  return { ...task, picture: { ...task.picture, ...changes } };
}

function createDecoder(options: Partial<SeparateDecoderOptions>): SeparateDecoder {
  const defaults = { start: startProcess, maxMs: 30_000, maxMemoryBytes: 1e9, idleMs: 1_000 };
  return new SeparateDecoder({ ...defaults, ...options });
}

describe.each([
  { kind: 'thread', start: startThread, name: 'still.heic' },
  { kind: 'process', start: startProcess, name: 'still.avif' },
])('in a $kind', ({ start, name }) => {
  test('pictures are decoded, also several at once', async () => {
    const task = await createTask(name);
    const decoder = createDecoder({ start });
    const all = await Promise.all([task, task, task].map((each) => decoder.decode(each)));
    expect(all.map(({ length }) => length)).toEqual([1, 2, 3].map(() => countBytes(task)));
    expect(all[2]?.equals(all[0] ?? Buffer.alloc(0))).toBe(true);
  });

  test('a picture that takes too long is ended', async () => {
    const decoder = createDecoder({ start, maxMs: 1 });
    await expect(decoder.decode(await createTask(name))).rejects.toMatchObject({
      code: 'PICTURE_TOO_COSTLY',
      details: { reason: 'time', limit: 1 },
    });
  });

  test('damage is reported, and the next picture is decoded', async () => {
    const task = await createTask(name);
    const decoder = createDecoder({ start });
    const { data } = task.picture;
    const damaged = change(task, { data: data.subarray(0, data.length - 300) });
    await expect(decoder.decode(damaged)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
    expect(await decoder.decode(task)).toHaveLength(countBytes(task));
  });

  test('it ends without work, and starts again', async () => {
    const task = await createTask(name);
    const hosts: Host[] = [];
    const startWatched = () => {
      const host = start();
      hosts.push(host);
      return host;
    };
    const decoder = createDecoder({ start: startWatched, idleMs: 300 });
    await decoder.decode(task);
    await decoder.decode(task);
    expect(hosts).toHaveLength(1);
    await new Promise((resolve) => hosts[0]?.events.once('exit', resolve));
    expect(await decoder.decode(task)).toHaveLength(countBytes(task));
    expect(hosts).toHaveLength(2);
  });
});

test('a HEIC picture that needs too much memory is ended, and the next one is decoded', async () => {
  const decoder = createDecoder({ start: startThread, maxMemoryBytes: 320_000_000 });
  const still = await createTask('still.heic');
  await expect(decoder.decode(await createTask('costly.heic'))).rejects.toMatchObject({
    code: 'PICTURE_TOO_COSTLY',
    details: { reason: 'memory', limit: 320_000_000 },
  });
  await expect(decoder.decode(change(still, { width: 10 }))).rejects.toMatchObject({
    code: 'CORRUPT_IMAGE',
  });
  expect(await decoder.decode(still)).toHaveLength(countBytes(still));
});

describe('when the decoder ends by itself', () => {
  /** Starts hosts that end over each picture. */
  function createDyingDecoder(signal: string | null, hasBegun = true) {
    const started: Host[] = [];
    const start = (): Host => {
      const events = new EventEmitter();
      const die = async () => {
        await wait(0);
        if (hasBegun) events.emit('message', 'begun');
        events.emit('exit', signal ? null : 1, signal);
      };
      const host = { events, send: () => void die(), end: () => {}, hold: () => {} };
      started.push(host);
      return host;
    };
    return { decoder: createDecoder({ start }), started };
  }

  test.each([
    { signal: 'SIGSEGV', expected: { code: 'CORRUPT_IMAGE' } },
    {
      signal: 'SIGKILL',
      expected: { code: 'PICTURE_TOO_COSTLY', details: { reason: 'memory' } },
    },
  ])('by $signal, the picture is not tried again', async ({ signal, expected }) => {
    const { decoder, started } = createDyingDecoder(signal);
    await expect(decoder.decode(await createTask('still.avif'))).rejects.toMatchObject(expected);
    expect(started).toHaveLength(1);
  });

  test.each([null, 'SIGKILL'])(
    'by %s before it has begun, another one tries, once',
    async (signal) => {
      const { decoder, started } = createDyingDecoder(signal, false);
      await expect(decoder.decode(await createTask('still.avif'))).rejects.toMatchObject({
        name: 'HostEndedError',
      });
      expect(started).toHaveLength(2);
    },
  );

  test('five times in a minute, no further picture is tried', async () => {
    const { decoder, started } = createDyingDecoder('SIGSEGV');
    const task = await createTask('still.avif');
    for (let i = 0; i < 5; i += 1) {
      await expect(decoder.decode(task)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
    }
    const error = await decoder.decode(task).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BUSY', details: { retryAfterMs: expect.any(Number) } });
    const { retryAfterMs } = (error as { details: { retryAfterMs: number } }).details;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(started).toHaveLength(5);
  });
});
