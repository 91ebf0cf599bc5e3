import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { fetchFrom, listen, picture, say, sayPicture, speak } from './loopback.ts';

/**
 * A self-signed certificate for `pictures.test`, valid until 2126, for these tests only:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
 *   -subj /CN=pictures.test -addext subjectAltName=DNS:pictures.test
 */
const read = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/tls/${name}`, import.meta.url), 'utf8');
const cert = read('pictures.test.pem');
const key = read('pictures.test.key.pem');
const scheme = 'https';
const tlsFailure = { code: 'URL_UNREACHABLE', details: { reason: 'tls' } };

async function serveSecurely(location?: string) {
  const received: string[] = [];
  const server = await listen(
    createHttpsServer({ cert, key }, (request, response) => {
      received.push(`${request.headers.host}${request.url}`);
      if (location !== undefined) response.writeHead(302, { location });
      response.end(picture);
    }),
  );
  return Object.assign(server, { received });
}

describe('https', () => {
  test('is fetched from a server with the name of the URL', async () => {
    const server = await serveSecurely();
    const request = { scheme: 'https', path: '/a', policy: { ca: cert } } as const;
    expect(await fetchFrom(server, request)).toEqual({ fetched: picture });
    await server.allClosed();
    expect(server.received).toEqual([`pictures.test:${server.port}/a`]);
  });

  test.each(['other.test', '127.0.0.1'])(
    'is refused from a server with another name: %s',
    async (host) => {
      const server = await serveSecurely();
      expect(await fetchFrom(server, { scheme, host, policy: { ca: cert } })).toEqual(tlsFailure);
      await server.allClosed();
      expect(server.received).toEqual([]);
    },
  );

  test('is refused from a server with a self-signed certificate', async () => {
    const server = await serveSecurely();
    expect(await fetchFrom(server, { scheme })).toEqual(tlsFailure);
    await server.allClosed();
    expect(server.received).toEqual([]);
  });

  test('is refused from a server without TLS', async () => {
    const server = await listen(
      createServer((socket) => socket.once('data', () => sayPicture(socket))),
    );
    expect(await fetchFrom(server, { scheme })).toEqual(tlsFailure);
    await server.allClosed();
  });

  test('is given up if the handshake takes too long', async () => {
    const server = await listen(speak({}));
    expect(await fetchFrom(server, { scheme, limits: { urlConnectMs: 200 } })).toEqual({
      code: 'URL_TIMEOUT',
      details: { limitMs: 200 },
    });
    await server.allClosed();
  });

  test("is given up during the handshake if the caller's signal is aborted", async () => {
    const reason = new Error('the client disconnected');
    const caller = new AbortController();
    const server = await listen(speak({}).on('connection', () => caller.abort(reason)));
    expect(await fetchFrom(server, { scheme, signal: caller.signal })).toBe(reason);
    await server.allClosed();
  });

  test('is never downgraded to http by a redirect', async () => {
    const plain = await listen(speak({ '/': sayPicture }));
    const server = await serveSecurely(`http://pictures.test:${plain.port}/`);
    const policy = { ca: cert, ports: [server.port, plain.port] };
    expect(await fetchFrom(server, { scheme, policy })).toEqual({
      code: 'URL_REFUSED',
      details: { reason: 'scheme' },
    });
    expect(await plain.countConnections()).toBe(0);
  });

  test('is reached by a redirect from http', async () => {
    const server = await serveSecurely();
    const location = `location: https://pictures.test:${server.port}/`;
    const plain = await listen(speak({ '/': say('HTTP/1.1 301 Moved', location, '', '') }));
    const policy = { ca: cert, ports: [server.port, plain.port] };
    expect(await fetchFrom(plain, { policy })).toEqual({ fetched: picture });
  });
});
