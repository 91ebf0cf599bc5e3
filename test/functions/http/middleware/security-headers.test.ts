import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { startTestServer } from '../../../support/glimpse.ts';
import { securityHeaders } from '../../../support/security-headers.ts';
import { createTestService } from '../../../support/service.ts';

const server = await startTestServer({
  limits: { requestBytes: 100_000 },
  service: () => ({
    ...createTestService()(),
    labels: () => Promise.reject(new Error('no labels')),
  }),
});
const { etag } = Object.fromEntries((await fetch(server.url)).headers);

afterAll(() => server.close());

const post = (body: Buffer | string) => ({ method: 'POST', body });

interface RequestCase {
  readonly path: string;
  readonly init?: RequestInit;
}

test.each<[string, number, RequestCase]>([
  ['the page', 200, { path: '/' }],
  ['the unchanged page', 304, { path: '/', init: { headers: { 'if-none-match': etag ?? '' } } }],
  ['health', 200, { path: '/health' }],
  ['a HEAD', 200, { path: '/health', init: { method: 'HEAD' } }],
  ['an answer', 200, { path: '/classify', init: post(readPictureFixture('coffee')) }],
  ['a bad request', 400, { path: '/classify?topK=0', init: post('') }],
  ['an unknown path', 404, { path: '/nothing' }],
  ['a wrong method', 405, { path: '/classify' }],
  ['a large body', 413, { path: '/classify', init: post(readPictureFixture('china')) }],
  ['an answer of tRPC', 200, { path: '/trpc/model' }],
  ['an error of tRPC', 404, { path: '/trpc/nothing' }],
  [
    'a large body for tRPC',
    413,
    { path: '/trpc/classify', init: post(readPictureFixture('china')) },
  ],
  ['a failure', 500, { path: '/trpc/labels' }],
])('%s (%i) has the security headers', async (_what, status, { path, init = {} }) => {
  const response = await fetch(server.url + path, init);
  expect(response.status).toBe(status);
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject(securityHeaders);
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers).not.toHaveProperty('strict-transport-security');
  expect(headers).not.toHaveProperty('x-powered-by');
});

test.each([
  ['an invalid host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('a request with %s is refused with the same headers', async (_what, request) => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.end(request);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1.1 400 /);
  for (const [name, value] of Object.entries(securityHeaders)) {
    expect(head).toContain(`${name}: ${value}`);
  }
  expect(body).toContain('"code":"INVALID_REQUEST"');
});
