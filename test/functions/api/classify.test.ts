import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client';
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { AppRouter } from '../../../functions/api/router.ts';
import { espresso } from '../../support/espresso.ts';
import { startFakeS3 } from '../../support/fake-s3.ts';
import { type PictureName, readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';

const pictures = await startPictureServer();
const server = await startTestServer({ urls: pictures.policy });
const clients = {
  httpLink: createTRPCClient<AppRouter>({ links: [httpLink({ url: `${server.url}/trpc` })] }),
  httpBatchLink: createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${server.url}/trpc`, maxItems: 16 })],
  }),
};
const { classify } = clients.httpLink;

const encode = (name: PictureName) => ({ base64: readPictureFixture(name).toString('base64') });
const coffee = encode('coffee');

afterAll(async () => {
  pictures.close();
  await server.close();
});

describe.each(Object.entries(clients))('through %s', (_link, client) => {
  test('returns the five best classes of a picture in base64', async () => {
    const answer = await client.classify.mutate({ image: coffee });
    expect(answer).toEqual({
      predictions: [espresso, ...[2, 3, 4, 5].map((rank) => expect.objectContaining({ rank }))],
      image: { format: 'jpeg', width: 600, height: 400, bytes: 79_975 },
      model: {
        id: 'efficientnet-lite0',
        precision: 'int8',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      timing: {
        fetchMs: null,
        decodeMs: expect.any(Number),
        inferenceMs: expect.any(Number),
        totalMs: expect.any(Number),
      },
      coldStart: expect.any(Boolean),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('fetches a picture by URL and answers it', async () => {
    const answer = await client.classify.mutate({ image: { url: pictures.url('coffee') } });
    expect(answer.predictions[0]).toEqual(espresso);
    expect(answer.image.bytes).toBe(79_975);
    expect(answer.timing.fetchMs).toEqual(expect.any(Number));
  });

  test('refuses a picture in a bucket with a code', async () => {
    const image = { s3: { bucket: 'holidays', key: 'beach.jpg' } };
    await expect(client.classify.mutate({ image })).rejects.toMatchObject({
      message: expect.stringMatching(/base64 or by URL/),
      data: {
        code: 'S3_REFUSED',
        httpStatus: 400,
        details: { bucket: 'holidays', reason: 'disabled' },
      },
    });
  });
});

test('a picture in the allowed bucket is answered like any other', async () => {
  const s3 = await startFakeS3();
  const own = await startTestServer({ bucket: s3.bucket });
  const image = { s3: { bucket: 'holidays', key: 'coffee.jpg' } };
  const answer = await own.trpc.classify.mutate({ image });
  expect(answer.predictions[0]).toEqual(espresso);
  expect(answer.image.bytes).toBe(79_975);
  expect(answer.timing.fetchMs).toEqual(expect.any(Number));
  const results = await own.trpc.classifyBatch.mutate({
    images: [image, { s3: { bucket: 'holidays', key: 'nothing.jpg' } }, coffee],
  });
  expect(results).toMatchObject([
    { ok: true, predictions: [espresso, {}, {}, {}, {}] },
    { ok: false, error: { code: 'S3_NOT_FOUND', details: { key: 'nothing.jpg' } } },
    { ok: true, predictions: [espresso, {}, {}, {}, {}] },
  ]);
  await own.close();
  s3.close();
});

test('the answer is typed', () => {
  type Answer = Awaited<ReturnType<typeof classify.mutate>>;
  expectTypeOf<Answer['predictions'][number]>().toEqualTypeOf<{
    rank: number;
    index: number;
    synset: string | null;
    label: string;
    score: number;
  }>();
  expectTypeOf<Answer['timing']['fetchMs']>().toEqualTypeOf<number | null>();
  expectTypeOf<Answer['image']['format']>().toEqualTypeOf<
    'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' | 'heic' | 'bmp'
  >();
  expectTypeOf<Answer['coldStart']>().toEqualTypeOf<boolean>();
  expectTypeOf<Answer['explanation']>().toEqualTypeOf<
    | {
        index: number;
        width: number;
        height: number;
        values: number[];
        region: { left: number; top: number; width: number; height: number };
      }
    | undefined
  >();
  expectTypeOf(classify.mutate).parameter(0).not.toExtend<{ image: { file: string } }>();
});

// Best classes and scores by PyTorch, test/fixtures/torch/efficientnet-lite0.expected.json.
test.each([
  ['coffee', 'espresso', 0.952706],
  ['china', 'palace', 0.350928],
  ['flower', 'daisy', 0.274627],
  ['rocket', 'missile', 0.383974],
] as const)('%s is %s, as in PyTorch', async (name, label, score) => {
  const { predictions } = await classify.mutate({ image: encode(name) });
  expect(predictions[0]?.label).toBe(label);
  expect(Math.abs((predictions[0]?.score ?? 0) - score)).toBeLessThan(0.08);
});

test('topK sets the number of classes, up to 100', async () => {
  const one = await classify.mutate({ image: coffee, topK: 1 });
  const hundred = await classify.mutate({ image: coffee, topK: 100 });
  expect(one.predictions).toEqual([espresso]);
  expect(hundred.predictions).toHaveLength(100);
  const scores = hundred.predictions.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
});

test('minScore leaves out less likely classes, possibly all', async () => {
  const half = await classify.mutate({ image: coffee, minScore: 0.5 });
  const certain = await classify.mutate({ image: coffee, minScore: 1 });
  expect(half.predictions).toEqual([espresso]);
  expect(certain.predictions).toEqual([]);
});

test('explain adds the map of the best class, over the centre of the picture', async () => {
  const { explanation } = await classify.mutate({ image: coffee, explain: true });
  expect(explanation).toMatchObject({ index: 967, width: 7, height: 7 });
  expect(explanation?.values).toHaveLength(49);
  // 224 of 384 x 256 pixels at 600 / 384 = 400 / 256 = 1.5625 each: (384 - 224) / 2 = 80 from the left.
  expect(explanation?.region).toEqual({ left: 125, top: 25, width: 350, height: 350 });
});
