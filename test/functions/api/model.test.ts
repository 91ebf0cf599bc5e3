import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client';
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { AppRouter } from '../../../functions/api/router.ts';
import { publicUrlPolicy } from '../../../functions/image/url/policy.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { changeManifest, copyModel } from '../../support/model-folder.ts';

const server = await startTestServer();
const clients = {
  httpLink: createTRPCClient<AppRouter>({ links: [httpLink({ url: `${server.url}/trpc` })] }),
  httpBatchLink: createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${server.url}/trpc` })],
  }),
};

afterAll(() => server.close());

describe.each(Object.entries(clients))('through %s', (_link, client) => {
  test('model returns the loaded model and the local limits', async () => {
    expect(await client.model.query()).toEqual({
      id: 'efficientnet-lite0',
      title: 'EfficientNet-Lite0, ImageNet-1k',
      architecture: 'efficientnet-lite0',
      precision: 'int8',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      bytes: expect.any(Number),
      classes: 1000,
      input: { size: 224, resize: 256, filter: 'bilinear' },
      languages: ['en', 'zh'],
      explains: true,
      kernels: expect.stringMatching(/^(default|exact)$/),
      formats: ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic', 'bmp'],
      limits: {
        pictureBytes: 20_000_000,
        fetchedBytes: 20_000_000,
        requestBytes: 32_000_000,
        pixels: {
          baselineJpeg: 64_000_000,
          heic: 25_000_000,
          avif8Bit: 12_500_000,
          avif: 10_000_000,
          other: 24_000_000,
        },
        aspectRatio: 100,
        batchPictures: 16,
        topK: 100,
        trpcCalls: 16,
        urlConnectMs: 3000,
        urlTotalMs: 8000,
      },
      inputs: { url: true, hosts: null, s3: false },
    });
  });

  test('labels are the thousand classes of ImageNet, in the order of the logits', async () => {
    const labels = await client.labels.query({ lang: 'en' });
    expect(labels).toHaveLength(1000);
    expect(labels.map(({ index }) => index)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
    expect(labels[0]).toMatchObject({ synset: 'n01440764', label: 'tench' });
    expect(labels[967]).toMatchObject({ index: 967, synset: 'n07920052', label: 'espresso' });
    expect(labels[999]).toMatchObject({ synset: 'n15075141' });
  });

  test('labels are English by default', async () => {
    const [first] = await client.labels.query();
    const [same] = await client.labels.query({});
    expect(first).toMatchObject({ label: 'tench' });
    expect(same).toEqual(first);
  });

  test('labels in Chinese name the same classes, with English definitions', async () => {
    const english = await client.labels.query({ lang: 'en' });
    const chinese = await client.labels.query({ lang: 'zh' });
    expect(chinese.map(({ index, synset, definition }) => ({ index, synset, definition }))).toEqual(
      english.map(({ index, synset, definition }) => ({ index, synset, definition })),
    );
    expect(chinese[207]).toMatchObject({
      synset: 'n02099601',
      label: '金毛寻回犬',
      synonyms: ['金毛寻回犬', '金毛犬'],
      definition: expect.stringMatching(/^an English breed/),
    });
    expect(chinese[967]).toMatchObject({ synset: 'n07920052', label: '意式浓缩咖啡' });
  });
});

test('a language that the model lacks is refused', async () => {
  const folder = await copyModel();
  await changeManifest(folder, () => ({ labels: { en: 'labels.json' } }));
  const english = await startTestServer({ folder });
  expect((await english.trpc.model.query()).languages).toEqual(['en']);
  await expect(english.trpc.labels.query({ lang: 'zh' })).rejects.toMatchObject({
    message: expect.stringMatching(/lang: .*efficientnet-lite0.* en only/),
    data: { code: 'INVALID_REQUEST', httpStatus: 400 },
  });
  await english.close();
});

test('the returned limits are those that apply', async () => {
  const small = await startTestServer({ limits: { pictureBytes: 1000 } });
  const { limits } = await small.trpc.model.query();
  const image = { base64: readPictureFixture('coffee').toString('base64') };
  expect(limits.pictureBytes).toBe(1000);
  await expect(small.trpc.classify.mutate({ image })).rejects.toMatchObject({
    data: { code: 'IMAGE_TOO_LARGE', details: { bytes: 79_975, limit: 1000 } },
  });
  await small.close();
});

test('inputs shows whether URLs and objects are accepted', async () => {
  const urls = { ...publicUrlPolicy, hosts: ['pictures.example'] };
  const credentials = { accessKeyId: 'id', secretAccessKey: 'a secret' };
  const bucket = { name: 'holidays', region: 'eu-central-1', credentials };
  const narrow = await startTestServer({ urls, bucket });
  const model = await narrow.trpc.model.query();
  expect(model.inputs).toEqual({ url: true, hosts: ['pictures.example'], s3: true });
  // Callers know the name of the bucket, or do not need it.
  expect(JSON.stringify(model)).not.toMatch(/holidays|a secret/);
  await narrow.close();

  const closed = await startTestServer({ urls: { ...publicUrlPolicy, enabled: false } });
  expect((await closed.trpc.model.query()).inputs).toEqual({ url: false, hosts: null, s3: false });
  await closed.close();
});

test('languages are typed', () => {
  const { query } = server.trpc.labels;
  expectTypeOf(query).toBeCallableWith({ lang: 'zh' });
  expectTypeOf<{ lang: 'fr' }>().not.toExtend<Parameters<typeof query>[0]>();
});
