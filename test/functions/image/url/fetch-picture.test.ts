import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ImageError } from '../../../../functions/image/image-error.ts';
import { fetchPicture } from '../../../../functions/image/url/fetch-picture.ts';
import {
  type Answers,
  failureOf,
  flood,
  listen,
  loopbackPolicy,
  patient,
  picture,
  say,
  sayPicture,
  speak,
} from './loopback.ts';

const hasty = { ...patient, urlTotalMs: 600 };
/** Half of it is what silence is given; undici counts that to the second. */
const unhurried = { ...patient, urlTotalMs: 4000 };
const ok = 'HTTP/1.1 200 OK';

const found = (location: string) =>
  say('HTTP/1.1 302 Found', `location: ${location}`, 'content-length: 0', '', '');

async function serve(answer: Answers[string]) {
  const server = await listen(speak({ '/it': answer, '/picture': sayPicture }));
  const policy = loopbackPolicy(server.port);
  const urlOf = (path: string): string => `http://pictures.test:${server.port}${path}`;
  return {
    server,
    urlOf,
    fetch: (limits = patient) => failureOf(urlOf('/it'), { policy, limits }),
    /** Nothing is left open, and the next request is answered. */
    async expectUnharmed(): Promise<void> {
      await server.allClosed();
      expect(await fetchPicture(urlOf('/picture'), { policy, limits: patient })).toEqual(picture);
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
    ['that is said to be as it is', say(ok, 'content-encoding: Identity', '', 'four'), 'four'],
    [
      'as large as allowed',
      say(ok, 'content-length: 1000', '', 'x'.repeat(1000)),
      'x'.repeat(1000),
    ],
    ['of no bytes', say(ok, 'content-length: 0', '', ''), ''],
    ['after early hints', say('HTTP/1.1 103 Early Hints', '', ok, '', 'four'), 'four'],
    ['shorter than what is sent', say(ok, 'content-length: 4', '', 'fourteen'), 'four'],
  ])('%s is fetched', async (_what, answer, expected) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch()).toEqual({ fetched: Buffer.from(expected) });
    await expectUnharmed();
  });

  test('is asked for without compression, cookies, credentials or a referrer', async () => {
    const heard: string[] = [];
    const hear = (socket: Socket): void => void socket.on('data', (it) => heard.push(String(it)));
    const raw = speak({ '/a.jpg?b=c': sayPicture }).on('connection', hear);
    const server = await listen(raw);
    const url = `http://pictures.test:${server.port}/a.jpg?b=c#d`;
    await fetchPicture(url, { policy: loopbackPolicy(server.port), limits: patient });
    expect(heard.join('').split('\r\n')).toEqual([
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
const streamedTooMuch = { code: 'URL_TOO_LARGE', details: { bytes: null, limit: 1000 } };
const declaredTooMuch = (bytes: number) => ({
  code: 'URL_TOO_LARGE',
  details: { bytes, limit: 1000 },
});
const status = (number: number) => ({ code: 'URL_STATUS', details: { status: number } });
const kilobyte = 'x'.repeat(1024);
const packed = gzipSync(gzipSync(Buffer.alloc(1_000_000))).toString('latin1');

describe('an answer that is refused and harms nothing:', () => {
  test.each<[string, Answers[string], object]>([
    ['gzip', say(ok, 'content-encoding: gzip', '', packed), encoding],
    ['gzip twice', say(ok, 'content-encoding: gzip, gzip', '', packed), encoding],
    [
      'gzip in two lines',
      say(ok, 'content-encoding: gzip', 'content-encoding: br', '', ''),
      encoding,
    ],
    ['declared too large by one', say(ok, 'content-length: 1001', '', ''), declaredTooMuch(1001)],
    [
      'declared too large and kept open',
      flood(`${ok}\r\ncontent-length: 1001\r\n\r\n`, ''),
      declaredTooMuch(1001),
    ],
    ['404 and kept open', flood('HTTP/1.1 404 Not Found\r\n\r\n', ''), status(404)],
    ['declared 1 TB', say(ok, 'content-length: 1000000000000', '', ''), declaredTooMuch(1e12)],
    ['endless', flood(`${ok}\r\n\r\n`, kilobyte), streamedTooMuch],
    [
      'endless chunks',
      flood(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n`, `400\r\n${kilobyte}\r\n`),
      streamedTooMuch,
    ],
    ['one byte too many', say(ok, '', 'x'.repeat(1001)), streamedTooMuch],
    ['shorter than declared', say(ok, 'content-length: 10', '', 'four'), broken],
    ['chunks without an end', say(ok, 'transfer-encoding: chunked', '', '4', 'four', ''), broken],
    ['closed unanswered', (socket) => void socket.end(), broken],
    ['reset unanswered', (socket) => void socket.resetAndDestroy(), broken],
    [
      'reset halfway',
      (socket) =>
        void socket.write(`${ok}\r\ncontent-length: 9\r\n\r\nfour`, () => socket.resetAndDestroy()),
      broken,
    ],
    ['a length that is no number', say(ok, 'content-length: many', '', 'four'), improper],
    ['two lengths', say(ok, 'content-length: 4', 'content-length: 5', '', 'four'), improper],
    [
      'a length and chunks',
      say(ok, 'content-length: 4', 'transfer-encoding: chunked', '', '0', '', ''),
      improper,
    ],
    ['no HTTP', say('SSH-2.0-OpenSSH_9.6', ''), improper],
    ['endless headers', flood(`${ok}\r\n`, `x-x: ${kilobyte}\r\n`), improper],
    ['204', say('HTTP/1.1 204 No Content', '', ''), status(204)],
    ['206', say('HTTP/1.1 206 Partial Content', 'content-length: 4', '', 'four'), status(206)],
    ['304', say('HTTP/1.1 304 Not Modified', '', ''), status(304)],
    ['404', say('HTTP/1.1 404 Not Found', 'content-length: 4', '', 'four'), status(404)],
    ['404 without end', flood('HTTP/1.1 404 Not Found\r\n\r\n', kilobyte), status(404)],
    ['500', say('HTTP/1.1 500 Internal Server Error', '', 'four'), status(500)],
    ['a redirect to nowhere', say('HTTP/1.1 302 Found', '', ''), status(302)],
  ])('%s', async (_what, answer, expected) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch()).toEqual(expected);
    await expectUnharmed();
  });
});

const silence = { code: 'URL_TIMEOUT', details: { limitMs: 2000 } };
const total = { code: 'URL_TIMEOUT', details: { limitMs: 600 } };

describe.concurrent('a server that takes its time is given up and harms nothing:', () => {
  test.each<[string, Answers[string]]>([
    ['no answer', () => undefined],
    ['half a header', (socket) => void socket.write(`${ok}\r\ncontent-`)],
    ['headers by the byte', flood(`${ok}\r\nx-x: `, 'x', 20)],
    ['no body', (socket) => void socket.write(`${ok}\r\n\r\n`)],
    ['half a body', (socket) => void socket.write(`${ok}\r\n\r\nfour`)],
  ])('%s, for its silence', async (_what, answer) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch(unhurried)).toEqual(silence);
    await expectUnharmed();
  });

  test.each<[string, Answers[string]]>([
    ['no answer', () => undefined],
    ['headers by the byte', flood(`${ok}\r\nx-x: `, 'x', 20)],
    ['a body by the byte', flood(`${ok}\r\ncontent-length: 999\r\n\r\n`, 'x', 20)],
    ['early hints without end', flood('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 1)],
    ['redirects', (socket) => void setTimeout(() => found('/it')(socket), 250)],
  ])('%s, for the whole time', async (_what, answer) => {
    const { fetch, expectUnharmed } = await serve(answer);
    expect(await fetch(hasty)).toEqual(total);
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

  test('with a body that never ends are followed', async () => {
    const start = 'HTTP/1.1 302 Found\r\nlocation: /picture\r\n\r\n';
    const { fetch, expectUnharmed } = await serve(flood(start, kilobyte));
    expect(await fetch()).toEqual({ fetched: picture });
    await expectUnharmed();
  });

  test('are followed three times', async () => {
    const server = await listen(speak(chain));
    const options = { policy: loopbackPolicy(server.port), limits: patient };
    const url = `http://pictures.test:${server.port}/3`;
    expect(await fetchPicture(url, options)).toEqual(picture);
  });

  test.each(['/4', '/loop'])('are not followed a fourth time: %s', async (path) => {
    const server = await listen(speak(chain));
    const options = { policy: loopbackPolicy(server.port), limits: patient };
    const failure = await failureOf(`http://pictures.test:${server.port}${path}`, options);
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
    const policy = loopbackPolicy(server.port, { hosts });
    const url = `http://pictures.test:${server.port}/`;
    const failure = await failureOf(url, { policy, limits: patient });
    expect(failure).toEqual({ code: 'URL_REFUSED', details: { reason } });
    await server.allClosed();
    expect(await server.countConnections()).toBe(1);
  });
});

describe("the caller's signal", () => {
  const reason = new Error('the client has gone');

  test('ends a fetch before it begins', async () => {
    const { server, urlOf } = await serve(sayPicture);
    const options = { policy: loopbackPolicy(server.port), limits: patient };
    const signal = AbortSignal.abort(reason);
    expect(await failureOf(urlOf('/it'), { ...options, signal })).toBe(reason);
    expect(await server.countConnections()).toBe(0);
  });

  test('ends one that waits for a name, which leads nowhere then', async () => {
    const caller = new AbortController();
    const { server, urlOf } = await serve(sayPicture);
    const lookup = async () => {
      caller.abort(reason);
      await setImmediate();
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const options = { policy: loopbackPolicy(server.port, { lookup }), limits: patient };
    expect(await failureOf(urlOf('/it'), { ...options, signal: caller.signal })).toBe(reason);
    expect(await server.countConnections()).toBe(0);
  });

  test.each<[string, string]>([
    ['an answer', ''],
    ['the rest of a body', `${ok}\r\n\r\nfour`],
  ])('ends one that waits for %s', async (_what, start) => {
    const caller = new AbortController();
    const { server, urlOf, expectUnharmed } = await serve((socket) => {
      socket.write(start, () => caller.abort(reason));
    });
    const options = { policy: loopbackPolicy(server.port), limits: patient };
    expect(await failureOf(urlOf('/it'), { ...options, signal: caller.signal })).toBe(reason);
    await expectUnharmed();
  });

  test('keeps no trace of fetches that are over', async () => {
    const { server, urlOf } = await serve(sayPicture);
    const { signal } = new AbortController();
    const options = { policy: loopbackPolicy(server.port), limits: patient, signal };
    await fetchPicture(urlOf('/it'), options);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

test('a failure tells its cause, and neither addresses nor the query in its message', async () => {
  const answer = (socket: Socket) => void socket.resetAndDestroy();
  const server = await listen(speak({ '/it?token=secret': answer }));
  const url = `http://pictures.test:${server.port}/it?token=secret`;
  const policy = loopbackPolicy(server.port);
  const error = await fetchPicture(url, { policy, limits: patient }).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(ImageError);
  expect(error).toHaveProperty(
    'message',
    'The server did not keep a connection; check that the URL opens, and try again.',
  );
  expect(error).toHaveProperty('cause', expect.any(Error));
});
