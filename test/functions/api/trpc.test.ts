import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { afterAll, expect, test } from 'vitest';
import type { AppRouter } from '../../../functions/api/router.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { securityHeaders } from '../../support/security-headers.ts';

const server = await startTestServer();

afterAll(() => server.close());

const calls = (count: number) => Array<string>(count).fill('model').join(',');

test('sixteen calls fit into one batch', async () => {
  const response = await fetch(`${server.url}/trpc/${calls(16)}?batch=1`);
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveLength(16);
});

test('seventeen calls in one batch are refused', async () => {
  const response = await fetch(`${server.url}/trpc/${calls(17)}?batch=1`);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toMatchObject({
    error: { code: -32600, data: { code: 'INVALID_REQUEST', httpStatus: 400 } },
  });
});

test('a client that knows the limit splits larger batches', async () => {
  const { trpcCalls } = (await server.trpc.model.query()).limits;
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${server.url}/trpc`, maxItems: trpcCalls })],
  });
  const models = await Promise.all(Array.from({ length: 17 }, () => client.model.query()));
  expect(models).toHaveLength(17);
});

test('a batch in which one call fails has status 207 and both results', async () => {
  const input = encodeURIComponent(JSON.stringify({ 1: { lang: 'tlh' } }));
  const response = await fetch(`${server.url}/trpc/model,labels?batch=1&input=${input}`);
  expect(response.status).toBe(207);
  expect(await response.json()).toMatchObject([
    { result: { data: { id: 'efficientnet-lite0' } } },
    { error: { data: { code: 'INVALID_REQUEST', httpStatus: 400, path: 'labels' } } },
  ]);
});

test.each([
  ['text that is not JSON', { 'content-type': 'application/json' }, '{'],
  ['no input', { 'content-type': 'application/json' }, ''],
  ['an unknown content type', { 'content-type': 'text/plain' }, '{}'],
  ['no content type', {}, new Uint8Array(2)],
])('%s is an invalid request', async (_what, headers, body) => {
  const response = await fetch(`${server.url}/trpc/classify`, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
});

test.each(['labels,labels,labels', 'labels%2Clabels%2Cl%61bels'])(
  'a batch of %s is refused: endless lists cost the owner of the deployment',
  async (names) => {
    const response = await fetch(`${server.url}/trpc/${names}?batch=1&input=%7B%7D`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
  },
);

test('a batch may call labels in both languages', async () => {
  const input = encodeURIComponent(JSON.stringify({ 0: { lang: 'en' }, 1: { lang: 'zh' } }));
  const response = await fetch(`${server.url}/trpc/labels,labels?batch=1&input=${input}`);
  const lists = (await response.json()) as { result: { data: object[] } }[];
  expect(lists.map(({ result }) => result.data[0])).toMatchObject([
    { synset: 'n01440764', label: 'tench' },
    { synset: 'n01440764', label: '丁鱥' },
  ]);
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s is not a method of a query',
  async (method) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/trpc/model`, { method, headers });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
    expect(await response.json()).toMatchObject({
      error: { data: { code: 'METHOD_NOT_ALLOWED' } },
    });
  },
);

test('a mutation accepts only POST, and the answer says so', async () => {
  const response = await fetch(`${server.url}/trpc/classify`);
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
});

test.each(['/trpc', '/trpc/', '/trpc/a.b.c', '/trpc/__proto__', '/trpc/constructor'])(
  '%s is not a procedure',
  async (path) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ error: { data: { code: 'NOT_FOUND' } } });
  },
);

test('answers and errors have the security headers and their own id', async () => {
  const answer = await fetch(`${server.url}/trpc/model`);
  const error = await fetch(`${server.url}/trpc/nothing`);
  expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders);
  expect(Object.fromEntries(error.headers)).toMatchObject(securityHeaders);
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(error.headers.get('x-request-id')).not.toBe(answer.headers.get('x-request-id'));
});
