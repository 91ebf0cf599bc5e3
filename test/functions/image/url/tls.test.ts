import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { fetchPicture } from '../../../../functions/image/url/fetch-picture.ts';
import {
  failureOf,
  listen,
  loopbackPolicy,
  patient,
  picture,
  say,
  sayPicture,
  speak,
} from './loopback.ts';

/**
 * A certificate for `pictures.test` signed by itself, good until 2126 and for nothing but these tests:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
 *   -subj /CN=pictures.test -addext subjectAltName=DNS:pictures.test
 */
const read = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/tls/${name}`, import.meta.url), 'utf8');
const cert = read('pictures.test.pem');
const key = read('pictures.test.key.pem');
const tlsFailure = { code: 'URL_UNREACHABLE', details: { reason: 'tls' } };

async function serveSecurely(location?: string) {
  const heard: string[] = [];
  const server = await listen(
    createHttpsServer({ cert, key }, (request, response) => {
      heard.push(`${request.headers.host}${request.url}`);
      if (location !== undefined) response.writeHead(302, { location });
      response.end(picture);
    }),
  );
  return Object.assign(server, { heard });
}

describe('https', () => {
  test('is fetched from a server with the name that was asked for', async () => {
    const server = await serveSecurely();
    const policy = loopbackPolicy(server.port, { ca: cert });
    const url = `https://pictures.test:${server.port}/a`;
    expect(await fetchPicture(url, { policy, limits: patient })).toEqual(picture);
    await server.allClosed();
    expect(server.heard).toEqual([`pictures.test:${server.port}/a`]);
  });

  test.each(['other.test', '127.0.0.1'])('is refused from one with another: %s', async (host) => {
    const server = await serveSecurely();
    const policy = loopbackPolicy(server.port, { ca: cert });
    const url = `https://${host}:${server.port}/`;
    expect(await failureOf(url, { policy, limits: patient })).toEqual(tlsFailure);
    await server.allClosed();
    expect(server.heard).toEqual([]);
  });

  test('is refused from one that only itself vouches for', async () => {
    const server = await serveSecurely();
    const policy = loopbackPolicy(server.port);
    const url = `https://pictures.test:${server.port}/`;
    expect(await failureOf(url, { policy, limits: patient })).toEqual(tlsFailure);
    await server.allClosed();
    expect(server.heard).toEqual([]);
  });

  test('is refused from one that does not speak it', async () => {
    const server = await listen(
      createServer((socket) => socket.once('data', () => sayPicture(socket))),
    );
    const policy = loopbackPolicy(server.port);
    const url = `https://pictures.test:${server.port}/`;
    expect(await failureOf(url, { policy, limits: patient })).toEqual(tlsFailure);
    await server.allClosed();
  });

  test('is given up where the handshake takes too long', async () => {
    const server = await listen(speak({}));
    const policy = loopbackPolicy(server.port);
    const url = `https://pictures.test:${server.port}/`;
    const failure = await failureOf(url, { policy, limits: { ...patient, urlConnectMs: 200 } });
    expect(failure).toEqual({ code: 'URL_TIMEOUT', details: { limitMs: 200 } });
    await server.allClosed();
  });

  test("is given up in the handshake when the caller's signal says so", async () => {
    const reason = new Error('the client has gone');
    const caller = new AbortController();
    const server = await listen(speak({}).on('connection', () => caller.abort(reason)));
    const policy = loopbackPolicy(server.port);
    const url = `https://pictures.test:${server.port}/`;
    const { signal } = caller;
    expect(await failureOf(url, { policy, limits: patient, signal })).toBe(reason);
    await server.allClosed();
  });

  test('is never given up for http on a redirect', async () => {
    const plain = await listen(speak({ '/': sayPicture }));
    const server = await serveSecurely(`http://pictures.test:${plain.port}/`);
    const policy = loopbackPolicy(server.port, { ca: cert, ports: [server.port, plain.port] });
    const url = `https://pictures.test:${server.port}/`;
    const failure = await failureOf(url, { policy, limits: patient });
    expect(failure).toEqual({ code: 'URL_REFUSED', details: { reason: 'scheme' } });
    expect(await plain.countConnections()).toBe(0);
  });

  test('is followed from http', async () => {
    const server = await serveSecurely();
    const location = `location: https://pictures.test:${server.port}/`;
    const plain = await listen(speak({ '/': say('HTTP/1.1 301 Moved', location, '', '') }));
    const policy = loopbackPolicy(plain.port, { ca: cert, ports: [server.port, plain.port] });
    const url = `http://pictures.test:${plain.port}/`;
    expect(await fetchPicture(url, { policy, limits: patient })).toEqual(picture);
  });
});
