import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../../../support/glimpse.ts';

const server = await startTestServer({ guard: (_c, next) => next() });

afterAll(() => server.close());

/** Sends a request that `fetch` would refuse to send; returns the first line of the answer. */
async function send(line: string, host: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.end(`${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  return (await text(socket)).split('\r\n')[0] ?? '';
}

test.each([
  ['/x%0aPOST%20/classify%20500%207%20ms', '/x?POST /classify 500 7 ms'],
  ['/%1b%5b2J%1b%5b31mred', '/?[2J?[31mred'],
  ['/%e2%80%aetxt', '/?txt'],
  [`/${'a'.repeat(300)}`, `/${'a'.repeat(196)}…`],
])('the path %s is logged in one line, as %s', async (path, logged) => {
  expect(await send(`GET ${path}`, 'localhost')).toContain('404');
  expect(server.lines.at(-1)?.fields).toMatchObject({ path: logged, status: 404 });
});

test.each(['1.2.3.4.5', '999.1', '256.256.256.256', '0x100000000', '1..2', 'xn--', 'xn--a'])(
  'the host %s is refused as malformed',
  async (host) => {
    expect(await send('GET /health', host)).toContain('400');
    expect(server.lines.at(-1)).toMatchObject({ level: 'info', fields: { status: 400 } });
  },
);
