import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import type { AppRouter } from '../../../functions/api/router.ts';
import { espresso } from '../../support/espresso.ts';
import { type PictureName, readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';

const pictures = await startPictureServer();
const server = await startTestServer({ urls: pictures.policy });
const { classifyBatch } = server.trpc;
const encode = (name: PictureName) => ({ base64: readPictureFixture(name).toString('base64') });

afterAll(async () => {
  pictures.close();
  await server.close();
});

test('one picture is a batch', async () => {
  const results = await classifyBatch.mutate({ images: [encode('coffee')], topK: 1 });
  expect(results).toMatchObject([{ ok: true, predictions: [espresso] }]);
});

test('sixteen pictures are answered in order', async () => {
  const names = (['coffee', 'china', 'flower', 'rocket'] as const).flatMap((name) =>
    Array<PictureName>(4).fill(name),
  );
  const results = await classifyBatch.mutate({ images: names.map(encode), topK: 1 });
  const labels = results.map((one) => one.ok && one.predictions[0]?.label);
  expect(labels).toEqual([
    ...['espresso', 'espresso', 'espresso', 'espresso'],
    ...['palace', 'palace', 'palace', 'palace'],
    ...['daisy', 'daisy', 'daisy', 'daisy'],
    ...['missile', 'missile', 'missile', 'missile'],
  ]);
});

test('the pictures of a batch are fetched at once, eight at a time', async () => {
  const images = Array.from({ length: 9 }, () => ({ url: pictures.url('held') }));
  const answered = classifyBatch.mutate({ images, topK: 1 });
  await pictures.waiting(8);
  pictures.release();
  const results = await answered;
  expect(results).toHaveLength(9);
  for (const result of results) expect(result).toMatchObject({ predictions: [espresso] });
});

test('a bad picture gets its own error and does not affect the others', async () => {
  const results = await classifyBatch.mutate({
    images: [
      encode('coffee'),
      { base64: 'data:image/png,AAAA' },
      { url: pictures.url('rocket') },
      { url: pictures.url('missing') },
      { s3: { bucket: 'holidays', key: 'beach.jpg' } },
      encode('china'),
    ],
    topK: 1,
  });
  expect(results).toMatchObject([
    { ok: true, predictions: [{ label: 'espresso' }] },
    { ok: false, error: { code: 'INVALID_BASE64', details: { reason: 'data-url' } } },
    { ok: true, predictions: [{ label: 'missile' }] },
    { ok: false, error: { code: 'URL_STATUS', details: { status: 404 } } },
    {
      ok: false,
      error: { code: 'S3_REFUSED', details: { bucket: 'holidays', reason: 'disabled' } },
    },
    { ok: true, predictions: [{ label: 'palace' }] },
  ]);
});

test('every answer of a batch has the id of its request', async () => {
  const results = await classifyBatch.mutate({ images: [encode('coffee'), encode('china')] });
  const ids = new Set(results.map((one) => one.ok && one.requestId));
  expect(ids.size).toBe(1);
});

test('options apply to every picture', async () => {
  const images = [encode('coffee'), encode('china')];
  const results = await classifyBatch.mutate({ images, topK: 2, explain: true });
  expect(results).toMatchObject([
    { predictions: [{}, {}], explanation: { index: 967 } },
    { predictions: [{}, {}], explanation: { index: 698 } },
  ]);
});

test.each([0, 17])('a batch of %i pictures is refused as a whole', async (count) => {
  const images = Array.from({ length: count }, () => ({ base64: '' }));
  await expect(classifyBatch.mutate({ images })).rejects.toMatchObject({
    data: {
      code: 'INVALID_REQUEST',
      httpStatus: 400,
      details: { issues: [{ path: 'images' }] },
    },
  });
});

test('a batch of pictures may be part of a batch of calls', async () => {
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${server.url}/trpc` })],
  });
  const images = [encode('coffee')];
  const [results, model] = await Promise.all([
    client.classifyBatch.mutate({ images }),
    client.model.query(),
  ]);
  expect(results).toMatchObject([{ ok: true, model: { id: 'efficientnet-lite0' } }]);
  expect(model.id).toBe('efficientnet-lite0');
});

test('ok narrows the type of a result', () => {
  type Result = Awaited<ReturnType<typeof classifyBatch.mutate>>[number];
  type Failed = Extract<Result, { ok: false }>['error'];
  expectTypeOf<Extract<Result, { ok: true }>['predictions'][0]['label']>().toEqualTypeOf<string>();
  expectTypeOf<'BUSY' | 'URL_STATUS'>().toExtend<Failed['code']>();
  expectTypeOf<'TYPO'>().not.toExtend<Failed['code']>();
});
