import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ImageError } from '../../../../functions/image/image-error.ts';
import { fetchPicture } from '../../../../functions/image/url/fetch-picture.ts';
import {
  type Answers,
  fetchFrom,
  flood,
  patientLimits as limits,
  listen,
  loopbackPolicy,
  picture,
  say,
  sayPicture,
  speak,
} from './loopback.ts';

const shortTotal = { urlTotalMs: 600 };
/** Half of it is the limit for silence, which undici measures in whole seconds. */
const longTotal = { urlTotalMs: 4000 };
const ok = 'HTTP/1.1 200 OK';

const found = (location: string) =>
  say('HTTP/1.1 302 Found', `location: ${location}`, 'content-length: 0', '', '');

async function serve(answer: Answers[string]) {
  const server = await listen(speak({ '/it': answer, '/picture': sayPicture }));
  return {
    server,
    fetch: (changes: Parameters<typeof fetchFrom>[1] = {}) =>
      fetchFrom(server, { path: '/it', ...changes }),
    /** Expects that no connection is left open, and that the next request is answered. */
    async expectUnharmed(): Promise<void> {
      await server.allClosed();
      expect(await fetchFrom(server, { path: '/picture' })).toEqual({ fetched: picture });
      await server.allClosed();
    },
  };
}

describe('a picture', () => {
  test.each<[string, Answers[string], string]>([
    ['with a declared length', say(ok, 'content-length: 4', '', 'four'), 'four'],
    [
      'in chunks',
      say(ok, 'transfer-encoding: chunked', '', '2', 'fo', '2', 'ur', '0', '', ''),
      'four',
    ],
    ['until the server closes', say(ok, '', 'four'), 'four'],
    ['with the encoding identity', say(ok, 'content-encoding: Identity', '', 'four'), 'four'],
    [
      'as large as allowed',
      say(ok, 'content-length: 1000', '', 'x'.repeat(1000)),
      'x'.repeat(1000),
    ],
    ['of no bytes', say(ok, 'content-length: 0', '', ''), ''],
    ['after early hints', say('HTTP/1.1 103 Early Hints', '', ok, '', 'four'), 'four'],
    [
      'with a declared length below what is sent',
      say(ok, 'content-length: 4', '', 'fourteen'),
      'four',
    ],
  ])('%s is fetched', async (_what, answer, expected) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch()).toEqual({ fetched: Buffer.from(expected) });
    await expectUnharmed();
  });

  test('is requested without compression, cookies, credentials or a referrer', async () => {
    const received: string[] = [];
    const raw = speak({ '/a.jpg?b=c': sayPicture }).on('connection', (socket: Socket) => {
      socket.on('data', (chunk) => received.push(String(chunk)));
    });
    const server = await listen(raw);
    await fetchFrom(server, { path: '/a.jpg?b=c#d' });
    expect(received.join('').split('\r\n')).toEqual([
      'GET /a.jpg?b=c HTTP/1.1',
      `host: pictures.test:${server.port}`,
      'connection: close',
      'user-agent: glimpse/0.1',
      'accept: image/*',
      'accept-encoding: identity',
      '',
      '',
    ]);
  });
});

const encoding = { code: 'URL_REFUSED', details: { reason: 'encoding' } };
const broken = { code: 'URL_UNREACHABLE', details: { reason: 'connection' } };
const improper = { code: 'URL_UNREACHABLE', details: { reason: 'protocol' } };
const streamedTooLarge = { code: 'URL_TOO_LARGE', details: { bytes: null, limit: 1000 } };
const declaredTooLarge = (bytes: number) => ({
  code: 'URL_TOO_LARGE',
  details: { bytes, limit: 1000 },
});
const status = (number: number) => ({ code: 'URL_STATUS', details: { status: number } });
const kilobyte = 'x'.repeat(1024);
const packed = gzipSync(gzipSync(Buffer.alloc(1_000_000))).toString('latin1');

describe('a refused response, without harm:', () => {
  test.each<[string, Answers[string], object]>([
    ['gzip', say(ok, 'content-encoding: gzip', '', packed), encoding],
    ['gzip twice', say(ok, 'content-encoding: gzip, gzip', '', packed), encoding],
    [
      'gzip in two lines',
      say(ok, 'content-encoding: gzip', 'content-encoding: br', '', ''),
      encoding,
    ],
    [
      'declared one byte too large',
      say(ok, 'content-length: 1001', '', ''),
      declaredTooLarge(1001),
    ],
    [
      'declared too large and kept open',
      flood(`${ok}\r\ncontent-length: 1001\r\n\r\n`, ''),
      declaredTooLarge(1001),
    ],
    ['404 and kept open', flood('HTTP/1.1 404 Not Found\r\n\r\n', ''), status(404)],
    ['declared 1 TB', say(ok, 'content-length: 1000000000000', '', ''), declaredTooLarge(1e12)],
    ['an endless body', flood(`${ok}\r\n\r\n`, kilobyte), streamedTooLarge],
    [
      'endless chunks',
      flood(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n`, `400\r\n${kilobyte}\r\n`),
      streamedTooLarge,
    ],
    ['one byte too many', say(ok, '', 'x'.repeat(1001)), streamedTooLarge],
    ['shorter than declared', say(ok, 'content-length: 10', '', 'four'), broken],
    ['unfinished chunks', say(ok, 'transfer-encoding: chunked', '', '4', 'four', ''), broken],
    ['closed without a response', (socket) => void socket.end(), broken],
    ['reset without a response', (socket) => void socket.resetAndDestroy(), broken],
    [
      'reset halfway',
      (socket) =>
        void socket.write(`${ok}\r\ncontent-length: 9\r\n\r\nfour`, () => socket.resetAndDestroy()),
      broken,
    ],
    ['a length that is not a number', say(ok, 'content-length: many', '', 'four'), improper],
    ['two lengths', say(ok, 'content-length: 4', 'content-length: 5', '', 'four'), improper],
    [
      'a length and chunks',
      say(ok, 'content-length: 4', 'transfer-encoding: chunked', '', '0', '', ''),
      improper,
    ],
    ['another protocol', say('SSH-2.0-OpenSSH_9.6', ''), improper],
    ['endless early hints', flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2_000)), improper],
    [
      'chunks with endless names',
      flood(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n`, `1;${kilobyte.repeat(16)}\r\nx\r\n`),
      improper,
    ],
    ['endless headers', flood(`${ok}\r\n`, `x-x: ${kilobyte}\r\n`), improper],
    ['status 000', say('HTTP/1.1 000 X', 'content-length: 0', '', ''), improper],
    ['status 001', say('HTTP/1.1 001 X', 'content-length: 4', '', 'four'), improper],
    ['status 999', say('HTTP/1.1 999 X', 'content-length: 4', '', 'four'), status(999)],
    ['204', say('HTTP/1.1 204 No Content', '', ''), status(204)],
    ['206', say('HTTP/1.1 206 Partial Content', 'content-length: 4', '', 'four'), status(206)],
    ['304', say('HTTP/1.1 304 Not Modified', '', ''), status(304)],
    ['404', say('HTTP/1.1 404 Not Found', 'content-length: 4', '', 'four'), status(404)],
    ['an endless 404', flood('HTTP/1.1 404 Not Found\r\n\r\n', kilobyte), status(404)],
    ['500', say('HTTP/1.1 500 Internal Server Error', '', 'four'), status(500)],
    ['a redirect without a location', say('HTTP/1.1 302 Found', '', ''), status(302)],
  ])('%s', async (_what, answer, expected) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch()).toEqual(expected);
    await expectUnharmed();
  });
});

test('a body in chunks of one byte is refused, without harm', async () => {
  const tiny = '1\r\nx\r\n'.repeat(10_000);
  const { fetch, expectUnharmed } = await serve(
    flood(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n`, tiny),
  );
  expect(await fetch({ limits: { fetchedBytes: 20_000_000 } })).toEqual(improper);
  await expectUnharmed();
});

const silence = { code: 'URL_TIMEOUT', details: { limitMs: 2000 } };
const total = { code: 'URL_TIMEOUT', details: { limitMs: 600 } };

describe.concurrent('a slow server is given up, without harm:', () => {
  test.each<[string, Answers[string]]>([
    ['no response', () => undefined],
    ['half a header', (socket) => void socket.write(`${ok}\r\ncontent-`)],
    ['headers byte by byte', flood(`${ok}\r\nx-x: `, 'x', 20)],
    ['no body', (socket) => void socket.write(`${ok}\r\n\r\n`)],
    ['half a body', (socket) => void socket.write(`${ok}\r\n\r\nfour`)],
  ])('%s, after silence', async (_what, answer) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch({ limits: longTotal })).toEqual(silence);
    await expectUnharmed();
  });

  test.each<[string, Answers[string]]>([
    ['no response', () => undefined],
    ['headers byte by byte', flood(`${ok}\r\nx-x: `, 'x', 20)],
    ['a body byte by byte', flood(`${ok}\r\ncontent-length: 999\r\n\r\n`, 'x', 20)],
    ['endless early hints', flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 1)],
    ['redirects', (socket) => void setTimeout(() => found('/it')(socket), 250)],
  ])('%s, after the total time', async (_what, answer) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch({ limits: shortTotal })).toEqual(total);
    await expectUnharmed();
  });
});

describe('redirects', () => {
  const chain: Answers = {
    '/4': found('/3'),
    '/3': found('/2'),
    '/2': found('/1'),
    '/1': found('/picture'),
    '/loop': found('/loop'),
    '/picture': sayPicture,
  };

  test.each([301, 302, 303, 307, 308])('with %i are followed', async (code) => {
    const answer = say(`HTTP/1.1 ${code} Moved`, 'location: /picture', '', 'never read');
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch()).toEqual({ fetched: picture });
    await expectUnharmed();
  });

  test('with an endless body are followed', async () => {
    const start = 'HTTP/1.1 302 Found\r\nlocation: /picture\r\n\r\n';
    const { fetch, expectUnharmed } = await serve(flood(start, kilobyte));
    expect(await fetch()).toEqual({ fetched: picture });
    await expectUnharmed();
  });

  test('are followed three times', async () => {
    const server = await listen(speak(chain));
    expect(await fetchFrom(server, { path: '/3' })).toEqual({ fetched: picture });
  });

  test.each(['/4', '/loop'])('are not followed a fourth time: %s', async (path) => {
    const server = await listen(speak(chain));
    const failure = await fetchFrom(server, { path });
    expect(failure).toEqual({ code: 'URL_REFUSED', details: { reason: 'redirects' } });
    await server.allClosed();
    expect(await server.countConnections()).toBe(4);
  });

  test.each([
    ['http://10.0.0.1:PORT/', 'address'],
    ['http://[::1]:PORT/', 'address'],
    ['http://2130706434:PORT/', 'address'],
    ['http://pictures.test@evil.test:PORT/', 'credentials'],
    ['http://evil.test:PORT/', 'host'],
    ['http://pictures.test:22/', 'port'],
    ['file:///etc/passwd', 'scheme'],
    ['http://[', 'syntax'],
  ])('to %s are refused', async (location, reason) => {
    const server = await listen(
      speak({ '/': (socket) => found(location.replace('PORT', String(server.port)))(socket) }),
    );
    const hosts = ['pictures.test', '10.0.0.1', '[::1]', '127.0.0.2'];
    const failure = await fetchFrom(server, { policy: { hosts } });
    expect(failure).toEqual({ code: 'URL_REFUSED', details: { reason } });
    await server.allClosed();
    expect(await server.countConnections()).toBe(1);
  });
});

describe("the caller's signal", () => {
  const reason = new Error('the client disconnected');

  test('stops a fetch before it starts', async () => {
    const { server, fetch } = await serve(sayPicture);
    expect(await fetch({ signal: AbortSignal.abort(reason) })).toBe(reason);
    expect(await server.countConnections()).toBe(0);
  });

  test('stops one that waits for a lookup, and does not connect afterwards', async () => {
    const caller = new AbortController();
    const { server, fetch } = await serve(sayPicture);
    const lookup = async () => {
      caller.abort(reason);
      await setImmediate();
      return [{ address: '127.0.0.1', family: 4 }];
    };
    expect(await fetch({ policy: { lookup }, signal: caller.signal })).toBe(reason);
    expect(await server.countConnections()).toBe(0);
  });

  test.each<[string, string]>([
    ['a response', ''],
    ['the rest of a body', `${ok}\r\n\r\nfour`],
  ])('stops one that waits for %s', async (_what, start) => {
    const caller = new AbortController();
    const { fetch, expectUnharmed } = await serve((socket) => {
      socket.write(start, () => caller.abort(reason));
    });
    expect(await fetch({ signal: caller.signal })).toBe(reason);
    await expectUnharmed();
  });

  test('keeps no listener of finished fetches', async () => {
    const { fetch } = await serve(sayPicture);
    const { signal } = new AbortController();
    await fetch({ signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

test('a failure has its cause, and neither host nor query in its message', async () => {
  const answer = (socket: Socket) => void socket.resetAndDestroy();
  const server = await listen(speak({ '/it?token=secret': answer }));
  const url = `http://pictures.test:${server.port}/it?token=secret`;
  const policy = loopbackPolicy(server.port);
  const error = await fetchPicture(url, { policy, limits }).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(ImageError);
  expect(error).toHaveProperty('message', expect.stringMatching(/^The connection to the server/));
  expect(error).toHaveProperty('message', expect.not.stringMatching(/pictures|127|secret/));
  expect(error).toHaveProperty('cause', expect.any(Error));
});
