import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HeicThread } from '../../../../../functions/image/decoding/heic/heic-thread.ts';
import type { HeicTask } from '../../../../../functions/image/decoding/heic/messages.ts';
import { inspect } from '../../../../../functions/image/inspect.ts';
import { localLimits } from '../../../../../functions/image/limits.ts';
import { root } from '../../../../support/fixtures.ts';

/** A task for the whole picture in its own size. */
async function createTask(name: string): Promise<HeicTask> {
  const bytes = readFileSync(join(root, 'test/fixtures/pictures', name));
  const { data, isLimitedGrey, format, width, height, profile } = await inspect(bytes, localLimits);
  const scaled = { width, height };
  const target = { scaled, crop: { left: 0, top: 0, ...scaled }, filter: 'bilinear' } as const;
  return { data, isLimitedGrey, picture: { format, width, height, profile }, target };
}

const still = await createTask('still.heic');
const costly = await createTask('costly.heic');
const bytes = still.picture.width * still.picture.height * 3;

test('pictures that come together are decoded one after the other', async () => {
  const thread = new HeicThread({ maxMs: 30_000, idleMs: 1_000 });
  const all = await Promise.all([still, still, still].map((task) => thread.decode(task)));
  expect(all.map(({ length }) => length)).toEqual([bytes, bytes, bytes]);
  expect(all[2]?.equals(all[0] ?? Buffer.alloc(0))).toBe(true);
});

test('a picture that takes too long is ended, and the next one is decoded', async () => {
  const thread = new HeicThread({ maxMs: 1, idleMs: 1_000 });
  await expect(thread.decode(costly)).rejects.toMatchObject({
    code: 'PICTURE_TOO_COSTLY',
    details: { reason: 'time', limit: 1 },
  });
  const patient = new HeicThread({ maxMs: 30_000, idleMs: 1_000 });
  const outcomes = await Promise.allSettled([costly, still].map((task) => patient.decode(task)));
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { details: { reason: 'memory', limit: 320_000_000 } } },
    { status: 'fulfilled', value: { length: bytes } },
  ]);
});

test('the thread ends without work, and starts again', async () => {
  const thread = new HeicThread({ maxMs: 30_000, idleMs: 0 });
  await thread.decode(still);
  await wait(50);
  expect(await thread.decode(still)).toHaveLength(bytes);
});

test('damage is reported, and the next picture is decoded', async () => {
  const thread = new HeicThread({ maxMs: 30_000, idleMs: 1_000 });
  const damaged = { ...still, data: still.data.subarray(0, still.data.length - 300) };
  await expect(thread.decode(damaged)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
  const lying = { ...still, picture: { ...still.picture, width: 10 } };
  await expect(thread.decode(lying)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
  expect(await thread.decode(still)).toHaveLength(bytes);
});
