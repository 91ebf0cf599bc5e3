import { hostname } from 'node:os';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { AppEnv } from '../../../../functions/http/app-env.ts';
import { originGuard } from '../../../../functions/http/middleware/origin-guard.ts';
import { toProblem } from '../../../../functions/http/problem.ts';

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly host?: string;
  readonly origin?: string;
  readonly site?: string;
  readonly mode?: string;
}

/** Returns the status with which a server on this address answers a request. */
async function answer(listening: string, sent: Sent): Promise<number> {
  const { path = '/classify', method = 'POST', host = 'localhost:3000', origin, site, mode } = sent;
  const app = new Hono<AppEnv>();
  app.use(
    originGuard({
      host: listening,
      isPage: (name) => name === '/',
      anyNameForPrograms: true,
      otherHosts: ['glimpse.lan'],
    }),
  );
  app.all('*', (c) => c.text('answered'));
  app.onError((error, c) => c.text(error.message, toProblem(error).status as 403));
  const headers = {
    host,
    ...(origin && { origin }),
    ...(site && { 'sec-fetch-site': site }),
    ...(mode && { 'sec-fetch-mode': mode }),
  };
  return (await app.fetch(new Request(`http://localhost${path}`, { method, headers }))).status;
}

describe('a server on this machine only', () => {
  test.each<[string, Sent]>([
    ['programs', {}],
    ['programs by address', { host: '127.0.0.1:3000' }],
    ['programs by IPv6', { host: '[::1]:3000' }],
    ['its own page', { origin: 'http://localhost:3000', site: 'same-origin', mode: 'cors' }],
    ['typed addresses', { path: '/health', method: 'GET', site: 'none', mode: 'navigate' }],
    ['links to its page', { path: '/', method: 'GET', site: 'cross-site', mode: 'navigate' }],
  ])('answers %s', async (_who, sent) => {
    expect(await answer('127.0.0.1', sent)).toBe(200);
  });

  test.each<[string, Sent]>([
    ['JSON as text, which needs no preflight', { origin: 'https://evil.test', site: 'cross-site' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a page on another port', { origin: 'http://localhost:5173', site: 'same-site' }],
    [
      'a form of another page',
      { origin: 'https://evil.test', site: 'cross-site', mode: 'navigate' },
    ],
    ['a picture of another page', { method: 'GET', site: 'cross-site', mode: 'no-cors' }],
    ['a name that leads here', { host: 'evil.test:3000', origin: 'http://evil.test:3000' }],
    ['another name', { host: 'evil.test' }],
  ])('refuses %s', async (_who, sent) => {
    expect(await answer('127.0.0.1', sent)).toBe(403);
  });
});

describe('a server on all addresses', () => {
  test('answers programs by any name, as containers call each other', async () => {
    expect(await answer('0.0.0.0', { host: 'glimpse:3000' })).toBe(200);
    expect(await answer('0.0.0.0', { host: `${hostname().toLowerCase()}.local` })).toBe(200);
  });

  test('refuses browsers by unknown names', async () => {
    const origin = 'http://evil.test:3000';
    expect(await answer('0.0.0.0', { host: 'evil.test:3000', origin })).toBe(403);
  });
});

test.each([
  ['http://glimpse.lan:3000', 200],
  ['https://glimpse.lan:3000', 200],
  ['https://glimpse.lan', 403],
  ['https://evil.test', 403],
])('a named host answers its own pages: %s is %i', async (origin, status) => {
  for (const listening of ['127.0.0.1', '0.0.0.0']) {
    expect(await answer(listening, { host: 'glimpse.lan:3000', origin })).toBe(status);
  }
});
