import { afterEach, expect, test } from 'vitest';
import { createGlimpse } from '../../../client/typescript/src/index.ts';
import { type Behaviour, type Gateway, startGateway } from '../../support/gateway.ts';
import { catchError } from './retry-clock.ts';

let gateway: Gateway;

afterEach(() => gateway.close());

async function glimpseBehind(behaviour: Behaviour) {
  gateway = await startGateway(behaviour);
  return createGlimpse({ url: gateway.url, retries: 0 });
}

const html = '<html><body><h1>Something went wrong</h1></body></html>';
const json = { 'content-type': 'application/json', 'x-amzn-requestid': 'gateway-1' };

/** Responses of Lambda's front end, a load balancer or a proxy. */
const responses: [string, Behaviour, object][] = [
  [
    'a caller without a signature',
    { status: 403, headers: json, body: '{"Message":"Forbidden"}' },
    { code: 'FORBIDDEN', status: 403, requestId: 'gateway-1', details: {}, message: /Forbidden/ },
  ],
  [
    'a wrong signature',
    {
      status: 403,
      headers: json,
      body: '{"message":"The request signature we calculated does not match."}',
    },
    { code: 'FORBIDDEN', status: 403, message: /signature we calculated does not match/ },
  ],
  [
    'a proxy that requires a login',
    { status: 401, body: html },
    { code: 'FORBIDDEN', status: 401 },
  ],
  [
    'a request too large for an event',
    {
      status: 413,
      headers: json,
      body: '{"Message":"Request must be smaller than 6291456 bytes"}',
    },
    {
      code: 'IMAGE_TOO_LARGE',
      status: 413,
      details: { bytes: 3, limit: null },
      message: /^The gateway refused a request of \d+ bytes as too large: Request must be smaller/,
    },
  ],
  [
    'a throttle',
    { status: 429, headers: json, body: '{"Message":"Rate Exceeded."}' },
    { code: 'BUSY', status: 429, details: { retryAfterMs: 1000 }, message: /Rate Exceeded/ },
  ],
  [
    'a throttle with retry-after',
    { status: 429, headers: { 'retry-after': '7' } },
    { code: 'BUSY', status: 429, details: { retryAfterMs: 7000 } },
  ],
  [
    'a function that failed',
    { status: 502, headers: json, body: '{"Message":"Internal Server Error"}' },
    { code: 'BUSY', status: 502 },
  ],
  ['a proxy whose upstream is down', { status: 503, body: html }, { code: 'BUSY', status: 503 }],
  ['a function that took too long', { status: 504 }, { code: 'BUSY', status: 504 }],
  [
    'a web server',
    { status: 404, headers: { 'content-type': 'text/html' }, body: html },
    {
      code: 'UNEXPECTED_ANSWER',
      status: 404,
      details: { contentType: 'text/html', excerpt: html },
    },
  ],
  ['an error without a body', { status: 500 }, { code: 'UNEXPECTED_ANSWER', status: 500 }],
  ['a page instead of an answer', { body: html }, { code: 'UNEXPECTED_ANSWER', status: 200 }],
  ['half of an answer', { body: '{"predictions":[{"ra' }, { code: 'UNEXPECTED_ANSWER' }],
  ['an empty answer', {}, { code: 'UNEXPECTED_ANSWER', details: { excerpt: '' } }],
  ['JSON of another service', { body: '{"status":"ok"}' }, { code: 'UNEXPECTED_ANSWER' }],
  ['JSON that is not an object', { body: 'null' }, { code: 'UNEXPECTED_ANSWER', status: 200 }],
  ['a redirect without an address', { status: 302 }, { code: 'UNEXPECTED_ANSWER', status: 302 }],
  [
    'an error of a newer service',
    { status: 418, body: '{"code":"TEAPOT_FOUND","details":{"spout":1},"detail":"A teapot."}' },
    { code: 'TEAPOT_FOUND', status: 418, details: { spout: 1 }, message: /^A teapot\.$/ },
  ],
  [
    'a problem without details',
    { status: 400, body: '{"code":"INVALID_REQUEST","details":null}' },
    { code: 'UNEXPECTED_ANSWER', status: 400 },
  ],
  [
    'a connection that breaks',
    (response) => void response.destroy(),
    { code: 'UNREACHABLE', status: null, requestId: null },
  ],
  [
    'a body that breaks off',
    (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"predictions":[');
      response.flushHeaders();
      setImmediate(() => response.destroy());
    },
    { code: 'UNREACHABLE', status: null },
  ],
];

test.each(responses)(
  '%s gives the same error for every call',
  async (_name, behaviour, expected) => {
    const glimpse = await glimpseBehind(behaviour);
    const image = { base64: 'AAAA' };
    const calls = [
      glimpse.classify(new Uint8Array(3)),
      glimpse.classify(new URL('https://example.com/photo.jpg')),
      glimpse.model(),
      glimpse.labels(),
      glimpse.trpc.classify.mutate({ image }),
      glimpse.trpc.classifyBatch.mutate({ images: [image] }),
    ];
    const { message = /./, details, ...rest } = expected as { message?: RegExp; details?: object };
    const errors = await Promise.all(calls.map(catchError));
    for (const [index, error] of errors.entries()) {
      expect(error).toMatchObject({ name: 'GlimpseError', ...rest });
      expect(error.message).toMatch(message);
      if (details && index === 0) expect(error.details).toMatchObject(details);
    }
  },
);

test.each([
  ['model', '{"result":{"data":[]}}'],
  ['model', '{"result":{}}'],
  ['labels', '{"result":{"data":{}}}'],
  ['labels', '[]'],
] as const)('%s rejects a body of another shape: %s', async (procedure, body) => {
  const glimpse = await glimpseBehind({ body });
  expect(await catchError(glimpse[procedure]())).toMatchObject({
    code: 'UNEXPECTED_ANSWER',
    details: { excerpt: body },
  });
});

test('retry-after may be a date', async () => {
  const date = new Date(Date.now() + 30_000).toUTCString();
  const glimpse = await glimpseBehind({ status: 503, headers: { 'retry-after': date } });
  const error = await catchError(glimpse.classify(new Uint8Array(3)));
  if (error.code !== 'BUSY') throw error;
  expect(error.details.retryAfterMs).toBeGreaterThan(0);
  expect(error.details.retryAfterMs).toBeLessThanOrEqual(30_000);
});
