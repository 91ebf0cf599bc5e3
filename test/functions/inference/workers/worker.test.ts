import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Inspected, inspect } from '../../../../functions/image/inspect.ts';
import { localLimits } from '../../../../functions/image/limits.ts';
import type { LoadedModel } from '../../../../functions/inference/loaded-model.ts';
import { createRunner, type Runner } from '../../../../functions/inference/runner.ts';
import { startSession } from '../../../../functions/inference/start-session.ts';
import { PictureWorker } from '../../../../functions/inference/workers/picture-worker.ts';
import { startWorker } from '../../../../functions/inference/workers/start-worker.ts';
import { openModel } from '../../../../models/store/open-model.ts';
import { modelFolder, pictureNames, readPictureFixture } from '../../../support/fixtures.ts';

const options = { heat: true, isSpare: false };
let model: LoadedModel;
let here: Runner;
let thread: Worker;
let worker: PictureWorker;

beforeAll(async () => {
  model = await startSession(await openModel(modelFolder), 2);
  const { manifest, session, kernels } = model;
  here = createRunner(session, manifest.input);
  thread = startWorker({ folder: modelFolder, manifest, exact: kernels === 'exact' });
  worker = new PictureWorker({ thread, idleMs: 60_000, onEnd: () => {} });
  await once(thread, 'message');
});

afterAll(async () => {
  await thread.terminate();
  await model.session.close();
});

function maxDifference(some: Float32Array | undefined, others: Float32Array | undefined): number {
  if (some?.length !== others?.length) return Number.NaN;
  return Math.max(
    ...(some ?? []).map((value, at) => Math.abs(value - (others?.[at] ?? Number.NaN))),
  );
}

const inspectPicture = (bytes: Buffer): Promise<Inspected> => inspect(bytes, localLimits);

test.each(pictureNames)('%s has the same logits and maps as on this thread', async (name) => {
  const inspected = await inspectPicture(readPictureFixture(name));
  const [one, other] = [await here.run(inspected, options), await worker.run(inspected, options)];
  expect(other.logits).toEqual(one.logits);
  // Products of float32 are added in another order on two threads.
  expect(maxDifference(other.heat?.data, one.heat?.data)).toBeLessThan(1e-5);
});

test('several pictures at once have the logits of each alone', async () => {
  const inspected = await Promise.all(
    pictureNames.map((name) => inspectPicture(readPictureFixture(name))),
  );
  const runs = await Promise.all(inspected.map((each) => worker.run(each, options)));
  for (const [at, { logits }] of runs.entries()) {
    expect(logits).toEqual((await here.run(inspected[at] as Inspected, options)).logits);
  }
});

test('pixels of a picture that was decoded elsewhere have the same logits', async () => {
  const pixels = new Uint8Array(224 * 224 * 3).map((_, at) => at % 251);
  const [one, other] = [await here.run(pixels, options), await worker.run(pixels, options)];
  expect(other.logits).toEqual(one.logits);
});

test('a damaged picture has its code, and the next one is answered', async () => {
  const bytes = readPictureFixture('coffee');
  const damaged = await inspectPicture(bytes.subarray(0, bytes.length / 2));
  await expect(worker.run(damaged, options)).rejects.toMatchObject({
    code: 'CORRUPT_IMAGE',
    details: { format: 'jpeg' },
  });
  const { logits } = await worker.run(await inspectPicture(bytes), options);
  expect(logits).toHaveLength(1000);
});

test('pixels of another size are an error of their task alone', async () => {
  await expect(worker.run(new Uint8Array(3), options)).rejects.toThrow('Tensor');
  expect(worker.load).toBe(0);
  expect(worker.isReady).toBe(true);
});
