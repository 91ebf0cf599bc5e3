import { createServer } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type ReadObjectOptions, readObject } from '../../../../functions/image/s3/read-object.ts';
import { createErrorAnswer, type FakeS3, startFakeS3 } from '../../../support/fake-s3.ts';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { listen } from '../url/loopback.ts';

const limits = { fetchedBytes: 100_000, urlConnectMs: 10_000, urlTotalMs: 20_000 };
const whole = Buffer.from('whole');
const flood = Buffer.alloc(64_000);

const s3: FakeS3 = await startFakeS3({
  '/holidays/denied': createErrorAnswer(403, 'AccessDenied'),
  '/holidays/archived': createErrorAnswer(403, 'InvalidObjectState'),
  '/holidays/expired': createErrorAnswer(400, 'ExpiredToken'),
  '/holidays/slow-down': createErrorAnswer(503, 'SlowDown'),
  '/holidays/moved': createErrorAnswer(301, 'PermanentRedirect'),
  '/holidays/other-region': createErrorAnswer(400, 'AuthorizationHeaderMalformed'),
  '/holidays/redirect': (response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  },
  '/holidays/silent': () => undefined,
  '/holidays/stuck': (response) => void response.write('a'),
  '/holidays/empty': (response) => void response.end(),
  '/holidays/just': (response) => void response.end(Buffer.alloc(100_000)),
  '/holidays/declared': (response) => void response.end(Buffer.alloc(100_001)),
  '/holidays/endless': (response) => {
    const timer = setInterval(() => response.writableNeedDrain || response.write(flood), 1);
    response.once('close', () => clearInterval(timer));
  },
  '/holidays/cut': (response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('a', () => response.destroy());
  },
});
const options: ReadObjectOptions = { bucket: s3.bucket, limits };

afterAll(() => s3.close());

const read = (key: string, changes: Partial<ReadObjectOptions> = {}) =>
  readObject({ bucket: 'holidays', key }, { ...options, ...changes });

test('an object of the bucket is read, with a signed request', async () => {
  expect(await read('coffee.jpg')).toEqual(readPictureFixture('coffee'));
  expect(await read('empty')).toEqual(Buffer.alloc(0));
  expect(await read('just')).toHaveLength(100_000);
});

describe('a key arrives unchanged, with a valid signature:', () => {
  test.each([
    ['at the beach + sun.jpg', '/holidays/at%20the%20beach%20%2B%20sun.jpg'],
    ['a?b#c&d=e%20f', '/holidays/a%3Fb%23c%26d%3De%2520f'],
    ['../../other/secret', '/holidays/../../other/secret'],
    ['./a/../b//c', '/holidays/./a/../b//c'],
    ['/leading', '/holidays//leading'],
    ['trailing/', '/holidays/trailing/'],
    ['ключ/中文/😀.jpg', '/holidays/%D0%BA%D0%BB%D1%8E%D1%87/%E4%B8%AD%E6%96%87/%F0%9F%98%80.jpg'],
    ["!'()*~", '/holidays/%21%27%28%29%2A~'],
    ['a\r\nhost: evil\0', '/holidays/a%0D%0Ahost%3A%20evil%00'],
    ['http://evil.example/x', '/holidays/http%3A//evil.example/x'],
  ])('%j', async (key, target) => {
    const own = await startFakeS3({ [target]: (response) => void response.end(whole) });
    expect(await read(key, { bucket: own.bucket })).toEqual(whole);
    expect(own.targets).toEqual([target]);
    own.close();
  });
});

describe('no request is sent', () => {
  test('if no bucket may be read', async () => {
    const before = s3.targets.length;
    await expect(read('coffee.jpg', { bucket: undefined })).rejects.toMatchObject({
      code: 'S3_REFUSED',
      details: { bucket: 'holidays', reason: 'disabled' },
    });
    expect(s3.targets).toHaveLength(before);
  });

  test.each([
    ['for another bucket', 'bucket', { bucket: 'holidays2' }],
    ['for a bucket that differs in case', 'bucket', { bucket: 'Holidays' }],
    ['for a path to another bucket', 'bucket', { bucket: 'holidays/../secret' }],
    ['for half a character', 'key', { key: '\ud83d.jpg' }],
    ['for a key of more than 1024 bytes', 'key', { key: '中'.repeat(342) }],
  ])('%s', async (_when, reason, changes) => {
    const before = s3.targets.length;
    const object = { bucket: 'holidays', key: 'coffee.jpg', ...changes };
    const reading = readObject(object, options);
    await expect(reading).rejects.toMatchObject({
      code: 'S3_REFUSED',
      details: { bucket: object.bucket, reason },
    });
    expect(s3.targets).toHaveLength(before);
  });
});

describe('an error of S3 gets a code:', () => {
  test.each([
    ['nothing', 'S3_NOT_FOUND', { bucket: 'holidays', key: 'nothing', reason: 'missing' }],
    ['denied', 'S3_NOT_FOUND', { bucket: 'holidays', key: 'denied', reason: 'denied' }],
    ['archived', 'S3_NOT_FOUND', { bucket: 'holidays', key: 'archived', reason: 'archived' }],
    ['expired', 'S3_UNREACHABLE', { reason: 'status', status: 400 }],
    ['slow-down', 'S3_UNREACHABLE', { reason: 'status', status: 503 }],
    ['redirect', 'S3_UNREACHABLE', { reason: 'status', status: 302 }],
    ['moved', 'S3_UNREACHABLE', { reason: 'region', status: 301 }],
    ['other-region', 'S3_UNREACHABLE', { reason: 'region', status: 400 }],
    ['cut', 'S3_UNREACHABLE', { reason: 'protocol', status: null }],
    ['declared', 'S3_TOO_LARGE', { bytes: 100_001, limit: 100_000 }],
    ['endless', 'S3_TOO_LARGE', { bytes: null, limit: 100_000 }],
  ])('%s', async (key, code, details) => {
    await expect(read(key)).rejects.toMatchObject({ name: 'ImageError', code, details });
  });

  test('a wrong secret', async () => {
    const credentials = { ...s3.bucket.credentials, secretAccessKey: 'guessed' };
    await expect(
      read('coffee.jpg', { bucket: { ...s3.bucket, credentials } }),
    ).rejects.toMatchObject({ code: 'S3_UNREACHABLE', details: { reason: 'status', status: 403 } });
  });

  test('no connection', async () => {
    const closed = await listen(createServer((socket) => socket.destroy()));
    const endpoint = `http://127.0.0.1:${closed.port}`;
    await expect(read('coffee.jpg', { bucket: { ...s3.bucket, endpoint } })).rejects.toMatchObject({
      code: 'S3_UNREACHABLE',
      details: { reason: 'connection', status: null },
    });
  });

  test.each(['silent', 'stuck'])('no response in time: %s', async (key) => {
    await expect(read(key, { limits: { ...limits, urlTotalMs: 100 } })).rejects.toMatchObject({
      code: 'S3_TIMEOUT',
      details: { limitMs: expect.any(Number) },
    });
  });
});

test('a caller’s signal ends the read with its own reason', async () => {
  const caller = new AbortController();
  const reading = read('stuck', { signal: caller.signal });
  const gone = new Error('gone');
  await vi.waitFor(() => expect(s3.targets.at(-1)).toBe('/holidays/stuck'));
  caller.abort(gone);
  await expect(reading).rejects.toBe(gone);
});

test('no connection outlives its picture', async () => {
  await vi.waitFor(async () => expect(await s3.connections()).toBe(0));
});

test('no failure contains the secret or the signature', async () => {
  for (const key of ['denied', 'expired', 'silent']) {
    const failure = await read(key, { limits: { ...limits, urlTotalMs: 100 } }).catch((e) => e);
    const { cause, ...rest } = failure;
    expect(JSON.stringify([rest, String(failure), String(cause)])).not.toMatch(
      /wJalr|FwoGZ|Signature=/,
    );
  }
});
