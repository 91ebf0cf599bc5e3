import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import { createDamagedModel } from '../../support/damaged-model.ts';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';
import { createTestService } from '../../support/service.ts';

const image = { base64: readPictureFixture('coffee').toString('base64') };
const pictures = await startPictureServer();

afterAll(() => pictures.close());

async function start(options: Parameters<typeof startTestServer>[0] = {}) {
  const server = await startTestServer(options);
  onTestFinished(() => server.close());
  return server;
}

describe('coldStart', () => {
  test('is true for the first answer and false afterwards', async () => {
    const { trpc } = await start();
    const first = await trpc.classify.mutate({ image });
    const second = await trpc.classify.mutate({ image });
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
  });

  test('is true for one of many concurrent answers', async () => {
    const { trpc } = await start();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => trpc.classify.mutate({ image })),
    );
    expect(answers.filter(({ coldStart }) => coldStart)).toHaveLength(1);
  });

  test('is true for the first picture of a first batch', async () => {
    const { trpc } = await start();
    const results = await trpc.classifyBatch.mutate({ images: [image, image] });
    expect(results).toMatchObject([{ coldStart: true }, { coldStart: false }]);
  });

  test('stays true after failed pictures and other calls', async () => {
    const { trpc } = await start();
    await trpc.model.query();
    await trpc.classify.mutate({ image: { base64: '' } }).catch(() => undefined);
    expect((await trpc.classify.mutate({ image })).coldStart).toBe(true);
  });
});

describe('a full queue', () => {
  test('refuses further pictures, and answers the waiting ones', async () => {
    const concurrency = {
      fetch: new ConcurrencyLimit({ limit: 2, maxQueue: 3 }),
      decode: new ConcurrencyLimit({ limit: 1, maxQueue: 8 }),
      costly: new ConcurrencyLimit({ limit: 1, maxQueue: 8 }),
    };
    const server = await start({
      service: createTestService({ concurrency, urls: pictures.policy }),
    });
    const held = { image: { url: pictures.url('held') }, topK: 1 };
    const refusals: unknown[] = [];
    const requests = Array.from({ length: 8 }, async () => {
      try {
        return (await server.trpc.classify.mutate(held)).predictions;
      } catch (refusal) {
        return void refusals.push(refusal);
      }
    });
    await vi.waitFor(() => expect(refusals).toHaveLength(3), 10_000);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        data: { code: 'BUSY', httpStatus: 503, details: { retryAfterMs: 1000 } },
      });
    }
    pictures.release();
    const answers = (await Promise.all(requests)).filter((answer) => answer !== undefined);
    expect(answers).toEqual(Array(5).fill([espresso]));
    expect((await server.trpc.classify.mutate(held)).predictions).toEqual([espresso]);
  });

  test('sends retry-after in REST', async () => {
    const closed = new ConcurrencyLimit({ limit: 0, maxQueue: 0 });
    const open = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
    const concurrency = { fetch: closed, decode: open, costly: open };
    const server = await start({ service: createTestService({ concurrency }) });
    const response = await fetch(`${server.url}/classify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ image: { url: pictures.url('coffee') } }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

describe('a damaged model', () => {
  test('is retried by each request, logged with its cause, and works once repaired', async () => {
    const { folder, repair } = await createDamagedModel();
    const server = await start({ folder });
    for (const call of [
      () => server.trpc.classify.mutate({ image }),
      () => server.trpc.model.query(),
      () => server.trpc.labels.query(),
    ]) {
      await expect(call()).rejects.toMatchObject({
        message: expect.stringMatching(/log has the reason/),
        data: { code: 'MODEL_UNAVAILABLE', httpStatus: 503, details: {} },
      });
    }
    const errors = server.lines.filter(
      ({ level, message }) => level === 'error' && message === 'request',
    );
    expect(errors).toHaveLength(3);
    expect(errors[0]?.fields).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      err: { message: expect.stringMatching(/^Model efficientnet-lite0 is damaged: .*1000 bytes/) },
    });

    const [failed] = await server.trpc.classifyBatch.mutate({ images: [image] });
    expect(failed).toMatchObject({ ok: false, error: { code: 'MODEL_UNAVAILABLE' } });

    await repair();
    expect(await server.trpc.classify.mutate({ image })).toMatchObject({
      coldStart: true,
      model: { id: 'efficientnet-lite0' },
    });
  });
});
