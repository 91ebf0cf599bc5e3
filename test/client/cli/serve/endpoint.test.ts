import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../../functions/api/contract.ts';
import type { AppRouter } from '../../../../functions/api/router.ts';
import { espresso } from '../../../support/espresso.ts';
import { readPictureFixture } from '../../../support/fixtures.ts';
import {
  callerCredentials,
  type FunctionUrl,
  startFunctionUrl,
} from '../../../support/function-url.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { type Served, serveGlimpse } from '../../../support/serve-glimpse.ts';

let iam: FunctionUrl;
let served: Served;
const flags = () => ['--endpoint', iam.url, '--sign', '--region', 'eu-central-1'];

beforeAll(async () => {
  iam = await startFunctionUrl();
  served = await serveGlimpse(flags(), callerCredentials);
});

afterEach(() => {
  iam.reply = undefined;
  iam.requests.length = 0;
});

afterAll(async () => {
  served.child.kill('SIGKILL');
  await iam.close();
});

/** Sends a request with any Host, Origin and Sec-Fetch headers, as browsers do and `fetch` does not. */
async function send(path: string, headers: Record<string, string>, method = 'POST') {
  const sent = request(served.url.replace('localhost', '127.0.0.1') + path, { method, headers });
  sent.end(method === 'POST' ? '{}' : undefined);
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  if (!/json/.test(response.headers['content-type'] ?? '')) {
    response.resume();
    return { status: response.statusCode, body: undefined };
  }
  return { status: response.statusCode, body: await json(response) };
}

describe('glimpse serve --endpoint', () => {
  test('prints the model and the signing key', () => {
    expect(served.model).toMatch(
      /^Model: efficientnet-lite0, int8 \(at 127\.0\.0\.1:\d+, requests signed by AKIAIOSFODNN7EXAMPLE\)\.$/,
    );
  });

  test('serves the page of this machine, without a request to the endpoint', async () => {
    const html = await (await fetch(served.url)).text();
    expect(html).toContain('<script');
    expect(iam.requests).toEqual([]);
  });

  test('forwards requests, signed, with query and body, and returns the answers unchanged', async () => {
    const body = readPictureFixture('coffee');
    const response = await fetch(`${served.url}/classify?topK=2&minScore=0`, {
      method: 'POST',
      body,
    });
    const answer = (await response.json()) as Answer;
    expect(answer.predictions).toMatchObject([espresso, { label: 'cup' }]);
    expect(response.headers.get('x-request-id')).toBe(answer.requestId);
    expect(iam.requests).toEqual([
      { method: 'POST', target: '/classify?topK=2&minScore=0', signed: true, bytes: body.length },
    ]);
    const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${served.url}/trpc` })] });
    expect((await trpc.model.query()).limits.pictureBytes).toBe(4_500_000);
    expect(await (await fetch(`${served.url}/health`)).json()).toMatchObject({ status: 'ok' });
  });

  test('forwards errors of the service', async () => {
    const response = await fetch(`${served.url}/classify`, { method: 'POST', body: 'text' });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  });

  test('answers 404 for any other path', async () => {
    const response = await fetch(`${served.url}/elsewhere`);
    expect(response.status).toBe(404);
    expect(iam.requests).toEqual([]);
  });

  test.each([
    [403, '{"Message":"Forbidden"}', 'application/json', 403, 'FORBIDDEN'],
    [413, '{"Message":"Request too long"}', 'application/json', 413, 'IMAGE_TOO_LARGE'],
    [429, '{"message":"Rate Exceeded."}', 'application/json', 503, 'BUSY'],
    [502, '<html>Bad gateway</html>', 'text/html', 503, 'BUSY'],
    [200, '<html>Welcome</html>', 'text/html', 502, 'UNEXPECTED_ANSWER'],
  ])('answers %d %s of a gateway with a code and a sentence', async (...row) => {
    const [status, body, type, answered, code] = row;
    iam.reply = { status, body, headers: { 'content-type': type } };
    const plain = await fetch(`${served.url}/classify`, { method: 'POST', body: 'a' });
    expect(plain.status).toBe(answered);
    expect(plain.headers.get('content-type')).toBe('application/problem+json');
    expect(await plain.json()).toMatchObject({
      code,
      detail: expect.stringMatching(/\.$/),
      requestId: expect.any(String),
    });
    const typed = await fetch(`${served.url}/trpc/model`);
    expect(await typed.json()).toMatchObject({ error: { data: { code, httpStatus: answered } } });
  });

  test('accepts no more bytes than the endpoint', async () => {
    const body = Buffer.alloc(6_291_457);
    const response = await fetch(`${served.url}/classify`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    expect(iam.requests).toEqual([]);
  });
});

describe('other web pages are refused before anything is signed', () => {
  const host = () => new URL(served.url).host;

  test.each([
    ['POST', '/classify', { origin: 'https://evil.test' }],
    ['POST', '/classify', { origin: 'null' }],
    ['POST', '/classify', { origin: 'http://localhost:1' }],
    ['GET', '/health', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['GET', '/trpc/model', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }],
    ['GET', '/health', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['POST', '/classify', { host: 'evil.test' }],
    ['GET', '/', { host: 'evil.test:3000' }],
    ['GET', '/health', { host: 'localhost.evil.test' }],
  ])('%s %s %j', async (method, path, headers) => {
    const { status, body } = await send(path, { host: host(), ...headers }, method);
    expect(status).toBe(403);
    const code = 'ORIGIN_REFUSED';
    expect(body).toMatchObject(path.startsWith('/trpc') ? { error: { data: { code } } } : { code });
    expect(iam.requests).toEqual([]);
  });

  test('the page itself, programs, and links to the page are admitted', async () => {
    const own = { host: host(), origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' };
    expect((await send('/health', own, 'GET')).status).toBe(200);
    expect((await send('/health', { host: host() }, 'GET')).status).toBe(200);
    const link = { host: host(), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await send('/', link, 'GET')).status).toBe(200);
  });
});

test('does not start if the endpoint refuses, and says why in one line', async () => {
  const env = { ...callerCredentials, AWS_SECRET_ACCESS_KEY: 'another' };
  const { code, stdout, stderr } = await runGlimpse(['serve', '--port', '0', ...flags()], { env });
  expect(stderr).toMatch(/^glimpse: .*lambda:InvokeFunctionUrl and lambda:InvokeFunction.*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});
