import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getUntypedClient, TRPCClientError } from '@trpc/client';
import { afterAll, expect, test } from 'vitest';
import { type ErrorCode, errorCodes } from '../../../functions/api/error-table.ts';
import { pictureFormats } from '../../../functions/image/formats/sniff.ts';
import {
  type BrokenServer,
  startDamaged,
  startFailing,
  startForeign,
  startWithoutFetches,
  startWithoutHeat,
} from '../../support/broken-server.ts';
import { espresso } from '../../support/espresso.ts';
import { createErrorAnswer, startFakeS3 } from '../../support/fake-s3.ts';
import { readPictureFixture, root } from '../../support/fixtures.ts';
import { startTestServer, type TestServer } from '../../support/glimpse.ts';
import { startPictureServer } from '../../support/picture-server.ts';

type CaseRequest = Pick<Case, 'input' | 'path' | 'method'>;

interface Case {
  /** HTTP status, and JSON-RPC number as in https://trpc.io/docs/server/error-handling. */
  readonly expected: readonly [status: number, rpc: number];
  readonly details: object;
  /** Default: a good picture without options. */
  readonly input?: object;
  readonly path?: { rest: string; trpc: string };
  /** HTTP method for REST; for tRPC, GET means a query. */
  readonly method?: 'GET' | 'POST';
  readonly server?: () => Promise<BrokenServer>;
}

/** Matches a source file, a module, a line of a stack trace, or a path of three folders. */
const stackOrPath = /\.[cm]?[jt]s\b|node_modules|\bat \S+ \(|(\/[\w.-]+){3}/;

const pictures = await startPictureServer();
const s3 = await startFakeS3({
  '/holidays/slow-down.jpg': createErrorAnswer(503, 'SlowDown'),
  '/holidays/silent.jpg': () => undefined,
});
const holiday = (key: string) => ({ image: { s3: { bucket: 'holidays', key } } });
const encode = (bytes: Buffer | string) => ({ base64: Buffer.from(bytes).toString('base64') });
const coffee = readPictureFixture('coffee');
const large = readPictureFixture('china');
const good = { image: encode(coffee) };
/** A white PNG of 200 x 1 pixels, made with Python's zlib. */
const line =
  'iVBORw0KGgoAAAANSUhEUgAAAMgAAAABCAAAAAC+1L4+AAAADElEQVR4nGP4P0wAADrXxzm/oQBKAAAAAElFTkSuQmCC';

const ordinary = await startTestServer({
  urls: pictures.policy,
  bucket: s3.bucket,
  limits: { pictureBytes: 150_000, fetchedBytes: 150_000 },
});

afterAll(async () => {
  pictures.close();
  s3.close();
  await ordinary.close();
});

/** The example problems of the OpenAPI document. */
const document = (await (await fetch(`${ordinary.url}/openapi.json`)).json()) as {
  components: { examples: Record<string, { value: object }> };
};
const documented = document.components.examples;

const cases: Readonly<Record<ErrorCode, Case>> = {
  EMPTY_IMAGE: { expected: [400, -32600], details: {}, input: { image: { base64: '' } } },
  INVALID_BASE64: {
    expected: [400, -32600],
    details: { reason: 'length' },
    input: { image: { base64: 'abcde' } },
  },
  IMAGE_TOO_LARGE: {
    expected: [413, -32013],
    details: { bytes: 196_653, limit: 150_000 },
    input: { image: encode(large) },
  },
  UNSUPPORTED_FORMAT: {
    expected: [415, -32015],
    details: { format: 'PDF', supported: pictureFormats },
    input: { image: encode('%PDF-1.7') },
  },
  CORRUPT_IMAGE: {
    expected: [422, -32022],
    details: { format: 'jpeg' },
    input: { image: encode(coffee.subarray(0, 40_000)) },
  },
  DIMENSIONS_REFUSED: {
    expected: [422, -32022],
    details: { width: 200, height: 1, reason: 'aspect-ratio', limit: 100 },
    input: { image: { base64: line } },
  },
  PICTURE_TOO_COSTLY: {
    expected: [422, -32022],
    details: { reason: 'memory', limit: 320_000_000 },
    input: { image: encode(readFileSync(join(root, 'test/fixtures/pictures/costly.heic'))) },
  },
  S3_REFUSED: {
    expected: [400, -32600],
    details: { bucket: 'secrets', reason: 'bucket' },
    input: { image: { s3: { bucket: 'secrets', key: 'beach.jpg' } } },
  },
  S3_NOT_FOUND: {
    expected: [404, -32004],
    details: { bucket: 'holidays', key: 'beach.jpg', reason: 'missing' },
    input: holiday('beach.jpg'),
  },
  S3_UNREACHABLE: {
    expected: [502, -32603],
    details: { reason: 'status', status: 503 },
    input: holiday('slow-down.jpg'),
  },
  S3_TIMEOUT: {
    expected: [504, -32603],
    details: { limitMs: expect.any(Number) },
    input: holiday('silent.jpg'),
    server: () => startTestServer({ bucket: s3.bucket, limits: { urlTotalMs: 200 } }),
  },
  S3_TOO_LARGE: {
    expected: [413, -32013],
    details: { bytes: 196_653, limit: 150_000 },
    input: holiday('china.jpg'),
  },
  URL_REFUSED: {
    expected: [400, -32600],
    details: { reason: 'scheme' },
    input: { image: { url: 'ftp://pictures.test/coffee.jpg' } },
  },
  URL_UNREACHABLE: {
    expected: [502, -32603],
    details: { reason: 'dns' },
    input: { image: { url: pictures.url('coffee').replace('pictures', 'nowhere') } },
  },
  URL_TIMEOUT: {
    expected: [504, -32603],
    details: { limitMs: expect.any(Number) },
    input: { image: { url: pictures.url('silent') } },
    server: () => startTestServer({ urls: pictures.policy, limits: { urlTotalMs: 200 } }),
  },
  URL_STATUS: {
    expected: [502, -32603],
    details: { status: 404 },
    input: { image: { url: pictures.url('missing') } },
  },
  URL_TOO_LARGE: {
    expected: [413, -32013],
    details: { bytes: 196_653, limit: 150_000 },
    input: { image: { url: pictures.url('china') } },
  },
  EXPLAIN_UNAVAILABLE: {
    expected: [400, -32600],
    details: { model: 'efficientnet-lite0' },
    input: { ...good, explain: true },
    server: startWithoutHeat,
  },
  INVALID_REQUEST: {
    expected: [400, -32600],
    details: { issues: [{ path: 'topK', message: 'Too small: expected number to be >=1' }] },
    input: { ...good, topK: 0 },
  },
  NOT_FOUND: {
    expected: [404, -32004],
    details: {},
    path: { rest: '/nothing', trpc: 'nothing' },
  },
  METHOD_NOT_ALLOWED: {
    expected: [405, -32005],
    details: {},
    input: { image: { base64: '' } },
    method: 'GET',
  },
  ORIGIN_REFUSED: {
    expected: [403, -32003],
    details: { reason: 'host', value: 'evil.test' },
    server: startForeign,
  },
  BUSY: {
    expected: [503, -32603],
    details: { retryAfterMs: 1000 },
    input: { image: { url: pictures.url('coffee') } },
    server: startWithoutFetches,
  },
  MODEL_UNAVAILABLE: {
    expected: [503, -32603],
    details: {},
    server: startDamaged,
  },
  INTERNAL: {
    expected: [500, -32603],
    details: {},
    input: { ...good, topK: 13 },
    server: startFailing,
  },
};

test('there is a case for every code of the table', () => {
  expect(Object.keys(cases)).toEqual(errorCodes);
});

test.each(Object.entries(cases))(
  '%s is returned, and the next request works',
  async (code, one) => {
    const server: BrokenServer = (await one.server?.()) ?? ordinary;
    const [httpStatus, rpc] = one.expected;

    const response = await sendRest(server, one);
    expect(response.status).toBe(httpStatus);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await response.text();
    expect(JSON.parse(problem)).toMatchObject({ code, status: httpStatus });
    expect(JSON.parse(problem).details).toEqual(one.details);
    const example = documented[code]?.value;
    expect(toShape(JSON.parse(problem))).toEqual(toShape(example));
    const { title, advice } = JSON.parse(problem);
    expect(example).toMatchObject({ type: 'about:blank', title, status: httpStatus, code, advice });

    const error = await sendTrpc(server, one);
    expect(error.shape).toMatchObject({ code: rpc, data: { code, httpStatus } });
    expect(error.data.details).toEqual(one.details);
    expect(problem + JSON.stringify(error.shape)).not.toMatch(stackOrPath);

    await server.recover?.();
    expect(await (await sendRest(server, {})).json()).toMatchObject({
      predictions: [espresso, {}, {}, {}, {}],
    });
    expect((await server.trpc.classify.mutate(good)).predictions[0]).toEqual(espresso);
    if (server !== ordinary) await server.close();
  },
);

/** Replaces every value with its type, to compare shapes. */
function toShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toShape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toShape(inner)]));
}

function sendRest({ url }: TestServer, { input = good, path, method = 'POST' }: CaseRequest) {
  return fetch(url + (path?.rest ?? '/classify'), {
    method,
    headers: { 'content-type': 'application/json' },
    body: method === 'POST' ? JSON.stringify(input) : null,
  });
}

async function sendTrpc({ trpc }: TestServer, { input = good, path, method }: CaseRequest) {
  const client = getUntypedClient(trpc);
  const call = method === 'GET' ? client.query : client.mutation;
  try {
    await call.call(client, path?.trpc ?? 'classify', input);
  } catch (error) {
    if (error instanceof TRPCClientError) return error;
  }
  throw new Error('tRPC succeeded, or failed without a code');
}
