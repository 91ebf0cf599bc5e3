import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createGlimpse, GlimpseError } from '../../../client/typescript/src/index.ts';
import { pictureFromFile } from '../../../client/typescript/src/node.ts';
import { type ErrorCode, errorCodes, errorTable } from '../../../functions/api/error-table.ts';
import type { Service } from '../../../functions/api/service.ts';
import { CodedError } from '../../../functions/shared/coded-error.ts';
import { startWithoutFetches } from '../../support/broken-server.ts';
import { espresso } from '../../support/espresso.ts';
import { picturePath, readPictureFixture } from '../../support/fixtures.ts';
import { emptyAnswer, type Gateway, startGateway } from '../../support/gateway.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { catchError, createTimelessGlimpse } from './retry-clock.ts';

const pictures = await startPictureServer();
const server = await startTestServer({ urls: pictures.policy });
const glimpse = createGlimpse({ url: server.url });
const coffee = readPictureFixture('coffee');
let gateway: Gateway | undefined;

afterEach(() => gateway?.close());
afterAll(async () => {
  pictures.close();
  await server.close();
});

const padded = new Uint8Array([0, 0, ...coffee, 0]);

test.each([
  ['a Blob', new Blob([coffee])],
  ['a Blob with the type of JSON', new Blob([coffee], { type: 'application/json' })],
  ['a File', new File([coffee], 'coffee.jpg', { type: 'image/jpeg' })],
  ['an ArrayBuffer', new Uint8Array(coffee).buffer],
  ['a Buffer', coffee],
  ['a part of a larger array', padded.subarray(2, -1)],
  ['shared memory', shared(coffee)],
  ['a URL', new URL(pictures.url('coffee'))],
  ['a file by its path', await pictureFromFile(picturePath('coffee'))],
  ['a file by its URL', await pictureFromFile(pathToFileURL(picturePath('coffee')))],
])('%s is answered', async (_name, picture) => {
  const answer = await glimpse.classify(picture);
  expect(answer).toMatchObject({
    predictions: [espresso, {}, {}, {}, {}],
    image: { format: 'jpeg', width: 600, height: 400, bytes: 79_975 },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(answer).not.toHaveProperty('shrunk');
});

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

test.each([
  ['bytes', coffee],
  ['a URL', new URL(pictures.url('coffee'))],
])('the options of a call reach the service with %s', async (_name, picture) => {
  const answer = await glimpse.classify(picture, { topK: 3, minScore: 0.9, explain: true });
  expect(answer.predictions).toEqual([espresso]);
  expect(answer.explanation).toMatchObject({ index: 967, width: 7, height: 7 });
  expect(await catchError(glimpse.classify(picture, { topK: 0 }))).toMatchObject({
    code: 'INVALID_REQUEST',
    status: 400,
    details: { issues: [{ path: 'topK', message: 'Too small: expected number to be >=1' }] },
  });
});

test('bytes are sent raw, and the query has only the options that were set', async () => {
  gateway = await startGateway(emptyAnswer);
  const other = createGlimpse({ url: `${gateway.url}/below/?stage=1#top` });
  await other.classify(new Uint8Array([1, 2]));
  await other.classify(new Uint8Array([1, 2]), { explain: false, topK: undefined });
  await other.classify({ s3: { bucket: 'holidays', key: 'a/b.jpg' } }, { topK: 2 });
  expect(gateway.arrived.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/below/classify'],
    ['POST', '/below/classify?explain=false'],
    ['POST', '/below/classify'],
  ]);
  const [first, , third] = gateway.arrived;
  expect([...(first?.body ?? [])]).toEqual([1, 2]);
  expect(first?.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
  expect(JSON.parse(String(third?.body))).toEqual({
    image: { s3: { bucket: 'holidays', key: 'a/b.jpg' } },
    topK: 2,
  });
});

test('model, labels and every procedure of the tRPC client are answered', async () => {
  const image = { base64: coffee.toString('base64') };
  expect(await glimpse.model()).toMatchObject({
    id: 'efficientnet-lite0',
    limits: { pictureBytes: 20_000_000 },
  });
  expect((await glimpse.labels())[967]).toMatchObject({ synset: 'n07920052', label: 'espresso' });
  expect((await glimpse.labels({ lang: 'en' })).length).toBe(1000);
  expect((await glimpse.trpc.classify.mutate({ image })).predictions[0]).toEqual(espresso);
  expect(
    await glimpse.trpc.classifyBatch.mutate({ images: [image, { base64: '' }] }),
  ).toMatchObject([
    { ok: true, predictions: [espresso, {}, {}, {}, {}] },
    { ok: false, error: { code: 'EMPTY_IMAGE' } },
  ]);
  expect(await glimpse.trpc.model.query()).toEqual(await glimpse.model());
  expect(await glimpse.trpc.labels.query({ lang: 'en' })).toEqual(await glimpse.labels());
});

test.each<[ErrorCode, object, Parameters<typeof glimpse.classify>[0]]>([
  ['EMPTY_IMAGE', {}, new Blob([])],
  ['UNSUPPORTED_FORMAT', { format: 'PDF' }, new Blob(['%PDF-1.7'])],
  ['CORRUPT_IMAGE', { format: 'jpeg' }, coffee.subarray(0, 40_000)],
  ['S3_REFUSED', { bucket: 'holidays' }, { s3: { bucket: 'holidays', key: 'beach.jpg' } }],
  ['URL_REFUSED', { reason: 'scheme' }, new URL('ftp://pictures.test/coffee.jpg')],
  ['URL_STATUS', { status: 404 }, new URL(pictures.url('missing'))],
  ['INVALID_REQUEST', {}, new URL(`https://example.com/${'a'.repeat(2048)}`)],
])('%s of the real service arrives with its details', async (code, details, picture) => {
  expect(await catchError(glimpse.classify(picture))).toMatchObject({
    code,
    details,
    status: errorTable[code].status,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test.each(errorCodes)('%s of the service is the same error for every call', async (code) => {
  const fail = async (): Promise<never> => {
    throw new Refusal(code, { retryAfterMs: 1, noted: code }, { message: `This is ${code}.` });
  };
  const service: Service = { classify: fail, classifyBatch: fail, model: fail, labels: fail };
  const failing = await startTestServer({ service: () => service });
  const { glimpse: client } = createTimelessGlimpse({ url: failing.url, retries: 1 });
  const image = { base64: 'AAAA' };
  const calls = [
    client.classify(coffee),
    client.classify(new URL('https://example.com/photo.jpg')),
    client.model(),
    client.labels(),
    client.trpc.classify.mutate({ image }),
    client.trpc.classifyBatch.mutate({ images: [image] }),
  ];
  for (const error of await Promise.all(calls.map(catchError))) {
    expect(error).toBeInstanceOf(GlimpseError);
    expect(error).toMatchObject({
      code,
      details: { noted: code },
      status: errorTable[code].status,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: `This is ${code}.`,
    });
  }
  await failing.close();
});

class Refusal extends CodedError<Record<string, object>> {}

test('a service that stays busy is an error in the end', async () => {
  const busy = await startWithoutFetches();
  const { glimpse: client, pauses } = createTimelessGlimpse({ url: busy.url }, 0);
  expect(await catchError(client.classify(new URL('https://example.com/photo.jpg')))).toMatchObject(
    {
      code: 'BUSY',
      status: 503,
      details: { retryAfterMs: 1000 },
    },
  );
  expect(pauses).toEqual([1000, 1000, 1000]);
  await busy.close();
});

test('comparing the code narrows the type of the details', async () => {
  const error: unknown = await catchError(glimpse.classify(new Blob(['%PDF-1.7'])));
  if (!(error instanceof GlimpseError) || error.code !== 'UNSUPPORTED_FORMAT') throw error;
  expect(error.details.supported).toContain('jpeg');
  // @ts-expect-error: this code has other details
  expect(error.details.retryAfterMs).toBeUndefined();
});

test.each(['coffee.jpg', null, undefined, 5, {}, []])('%j is not a picture', async (picture) => {
  // @ts-expect-error: none of these is a picture
  expect(await catchError(glimpse.classify(picture))).toMatchObject({
    code: 'INVALID_REQUEST',
    status: null,
    details: { issues: [{ path: 'picture' }] },
  });
});

test('a file that does not exist, or was deleted, is an error at once', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'photo.jpg');
  const missing = await catchError(pictureFromFile(path));
  expect(missing).toMatchObject({
    code: 'INVALID_REQUEST',
    message: `path: ${path} does not exist`,
  });
  expect((await catchError(pictureFromFile(folder))).message).toBe(`path: ${folder} is not a file`);

  await writeFile(path, coffee);
  const picture = await pictureFromFile(path);
  await rm(folder, { recursive: true });
  const gone = await catchError(glimpse.classify(picture));
  expect(gone).toMatchObject({ code: 'INVALID_REQUEST', status: null });
  expect(gone.message).toContain('cannot be read');
});

test.each([
  [{ url: 'here' }, /^url: here is not a URL/],
  [{ url: 'ftp://example.com' }, /^url: ftp:\/\/example\.com/],
  [{ url: 'http://me:secret@example.com' }, /^url: .*password/],
  [{ url: 'http://a', timeoutMs: 0 }, /^timeoutMs: .* above 0$/],
  [{ url: 'http://a', timeoutMs: Number.NaN }, /^timeoutMs: .* above 0$/],
  [{ url: 'http://a', retries: -1 }, /^retries: .* 0 to 10$/],
  [{ url: 'http://a', retries: 1.5 }, /^retries: .* 0 to 10$/],
])('invalid options are refused: %j', (options, message) => {
  expect(() => createGlimpse(options)).toThrow(message);
});
