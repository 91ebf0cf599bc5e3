import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../../functions/http/app.ts';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { functionUrlLimits } from '../../../functions/image/limits.ts';
import { handleEvent } from '../../../functions/lambda/event.ts';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { gatewayEvent, scheduledEvent } from '../../support/foreign-events.ts';
import { createFunctionUrlEvent, type EventOptions } from '../../support/function-url-event.ts';
import { startPictureServer } from '../../support/picture-server.ts';
import { securityHeaders } from '../../support/security-headers.ts';
import { createTestService } from '../../support/service.ts';

const log = { info: () => {}, error: () => {} };
const page = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: new TextEncoder().encode('the page') }],
]);
const app = createApp({ service: createTestService()(), limits: functionUrlLimits, page, log });
const coffee = readPictureFixture('coffee');
const json = { 'content-type': 'application/json' };

const invoke = (event: unknown) => handleEvent(app, event, { awsRequestId: 'request' });
const send = (options: EventOptions) => invoke(createFunctionUrlEvent(options));

async function expectProblem(event: unknown): Promise<Record<string, unknown>> {
  const { statusCode, headers, body, isBase64Encoded } = await invoke(event);
  expect(headers).toMatchObject({
    ...securityHeaders,
    'content-type': 'application/problem+json',
    'x-request-id': 'request',
  });
  expect(isBase64Encoded).toBe(false);
  const problem = JSON.parse(body ?? '');
  expect(problem).toMatchObject({ status: statusCode, requestId: 'request' });
  return problem;
}

describe('an event of another kind is refused with a code:', () => {
  test.each([
    ['nothing', null],
    ['undefined', undefined],
    ['text', 'GET /'],
    ['an empty object', {}],
    ['a path without a slash', { ...createFunctionUrlEvent({}), rawPath: 'health' }],
    ['a body that is not text', { ...createFunctionUrlEvent({ method: 'POST' }), body: { a: 1 } }],
    ['a schedule', scheduledEvent],
    ['a request of API Gateway in format 1.0', gatewayEvent],
  ])('%s', async (_what, event) => {
    expect(await expectProblem(event)).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('not a function-URL request'),
    });
  });
});

describe('a method', () => {
  // https://fetch.spec.whatwg.org/#forbidden-method
  test.each(['TRACE', 'CONNECT', 'G T'])(
    'that no request may have is refused: %s',
    async (method) => {
      expect(
        await expectProblem(createFunctionUrlEvent({ method, path: '/classify' })),
      ).toMatchObject({
        status: 400,
        code: 'INVALID_REQUEST',
        detail: expect.stringContaining('its method or the name of a header'),
      });
    },
  );

  test.each([
    ['/classify', 'POST'],
    ['/', 'GET, HEAD'],
  ])('that %s does not accept is refused, with the accepted ones', async (path, allow) => {
    const { statusCode, headers } = await send({ method: 'PATCH', path });
    expect(statusCode).toBe(405);
    expect(headers).toMatchObject({ ...securityHeaders, allow });
  });

  test('GET may have a body, which is not read', async () => {
    const result = await send({ path: '/', body: 'text' });
    expect(result).toMatchObject({ statusCode: 200, body: 'the page' });
  });

  test('HEAD is answered without a body', async () => {
    expect(await send({ method: 'HEAD', path: '/' })).toMatchObject({ statusCode: 200, body: '' });
  });
});

describe('a path', () => {
  test.each([
    ['/health', 200],
    ['/./health', 200],
    ['/nothing/../health', 200],
    ['/../../health', 200],
    ['//health', 404],
    ['//evil.example/health', 404],
    ['/health#top', 404],
    ['/health?topK=1', 404],
    ['/trpc%2Fmodel', 404],
    ['/%2e%2e%2fetc%2fpasswd', 404],
    ['/\\evil.example', 404],
    ['/\u0000', 404],
    ['/ü 😀', 404],
    ['/%zz', 404],
  ])('%j has the status %i', async (path, statusCode) => {
    const result = await send({ path });
    expect(result).toMatchObject({ statusCode, headers: securityHeaders });
  });

  test('keeps its query', async () => {
    const options = { method: 'POST', path: '/classify', body: coffee };
    const { body } = await send({ ...options, query: 'topK=1&explain=true' });
    expect(JSON.parse(body ?? '')).toMatchObject({
      predictions: [espresso],
      explanation: { index: 967 },
    });
  });
});

describe('headers', () => {
  test.each([
    ['emoji', { 'x-name': '😀' }],
    ['Chinese', { 'user-agent': '浏览器' }],
    ['Latin-1', { 'x-name': 'caf\u00e9' }],
    ['a line break', { 'x-name': 'a\r\nset-cookie: b' }],
    ['nothing', { 'x-name': '' }],
  ])('with %s are ignored', async (_what, headers) => {
    expect(await send({ path: '/health', headers })).toMatchObject({ statusCode: 200 });
  });

  test('with an invalid name are refused', async () => {
    expect(
      await expectProblem(createFunctionUrlEvent({ headers: { 'x name': '1' } })),
    ).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      detail: expect.stringContaining('its method or the name of a header'),
    });
  });

  test('may be missing, and cookies present', async () => {
    const { headers: _, ...bare } = createFunctionUrlEvent({ path: '/health' }) as {
      headers: object;
    };
    expect(await invoke(bare)).toMatchObject({ statusCode: 200 });
    expect(await send({ path: '/health', cookies: ['a=1', 'b=2'] })).toMatchObject({
      statusCode: 200,
    });
  });
});

describe('a body', () => {
  test('is decoded from base64 if the event says so', async () => {
    const { body } = await send({
      method: 'POST',
      path: '/classify',
      query: 'topK=1',
      body: coffee,
    });
    expect(JSON.parse(body ?? '')).toMatchObject({ predictions: [espresso] });
  });

  test('is text otherwise', async () => {
    const image = { base64: coffee.toString('base64') };
    const options = { method: 'POST', headers: json, body: JSON.stringify({ image, topK: 1 }) };
    const rest = await send({ ...options, path: '/classify' });
    const trpc = await send({ ...options, path: '/trpc/classify' });
    expect(JSON.parse(rest.body ?? '')).toMatchObject({ predictions: [espresso] });
    expect(JSON.parse(trpc.body ?? '')).toMatchObject({
      result: { data: { requestId: 'request' } },
    });
  });

  test('may be missing', async () => {
    expect(
      await expectProblem(createFunctionUrlEvent({ method: 'POST', path: '/classify' })),
    ).toMatchObject({
      code: 'EMPTY_IMAGE',
    });
  });

  test('without a declared length is measured', async () => {
    const event = createFunctionUrlEvent({
      method: 'POST',
      path: '/classify',
      body: Buffer.alloc(6_291_457),
    }) as { headers: Record<string, string> };
    delete event.headers['content-length'];
    expect(await expectProblem(event)).toMatchObject({
      code: 'IMAGE_TOO_LARGE',
      details: { bytes: null, limit: 6_291_456 },
    });
  });
});

test('an answer keeps its cookies apart and its bytes intact', async () => {
  const small = new Hono<AppEnv>();
  const bytes = new Uint8Array([0xff, 0xd8, 0x00, 0x80]);
  small.get('/', (c) => {
    c.header('set-cookie', 'a=1; Path=/', { append: true });
    c.header('set-cookie', 'b=2', { append: true });
    c.header('transfer-encoding', 'chunked');
    return c.body(bytes);
  });
  const result = await handleEvent(small, createFunctionUrlEvent({}), { awsRequestId: 'request' });
  expect(result).toEqual({
    statusCode: 200,
    headers: {},
    cookies: ['a=1; Path=/', 'b=2'],
    body: '/9gAgA==',
    isBase64Encoded: true,
  });
});

test('when the time of an invocation is up, unfinished pictures get BUSY, others their answer', async () => {
  const pictures = await startPictureServer();
  const service = createTestService({ urls: pictures.policy })();
  const fetching = createApp({ service, limits: functionUrlLimits, page, log });
  await service.model();
  const good = { base64: coffee.toString('base64') };
  const event = createFunctionUrlEvent({
    method: 'POST',
    path: '/trpc/classifyBatch',
    headers: json,
    body: JSON.stringify({ images: [{ url: pictures.url('silent') }, good], topK: 1 }),
  });
  const send = async (getRemainingTimeInMillis: () => number) => {
    const invocation = { awsRequestId: 'request', getRemainingTimeInMillis };
    const { statusCode, body } = await handleEvent(fetching, event, invocation);
    expect(statusCode).toBe(200);
    return JSON.parse(body ?? '').result.data;
  };
  const busy = { ok: false, error: { code: 'BUSY', details: { retryAfterMs: 1000 } } };
  expect(await send(() => 3_000)).toMatchObject([busy, { ok: true, predictions: [espresso] }]);
  // The time limit of a URL is shorter than the remaining time.
  expect(await send(() => 30_000)).toMatchObject([
    { ok: false, error: { code: 'URL_TIMEOUT' } },
    { ok: true, predictions: [espresso] },
  ]);
  pictures.close();
});
