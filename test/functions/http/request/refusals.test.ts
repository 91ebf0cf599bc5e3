import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parseJson } from '../../../../functions/http/request/json.ts';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { startTestServer } from '../../../support/glimpse.ts';

const server = await startTestServer();
const coffee = readPictureFixture('coffee');

afterAll(() => server.close());

const json = { 'content-type': 'application/json' };

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly body?: Buffer | string | FormData;
  readonly headers?: Record<string, string>;
}

/** Sends a request that must be refused; returns the answer, which must be small. */
async function refuse({ path, method = 'POST', body, headers = {} }: Sent): Promise<string> {
  const init = { method, headers, ...(body !== undefined && { body }) };
  const response = await fetch(`${server.url}${path}`, init);
  const text = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(207);
  expect(response.status).toBeLessThan(500);
  expect(text.length).toBeLessThan(16_000);
  return text;
}

const keys = (count: number, length = 0): string =>
  Array.from({ length: count }, (_, i) => `"${i.toString(36).padStart(length, 'k')}":1`).join(',');
const picture = { base64: coffee.toString('base64') };
const batch = (count: number, input: string): string =>
  `{${Array.from({ length: count }, (_, i) => `"${i}":${input}`).join(',')}}`;
const calls = (name: string, count: number): string => Array(count).fill(name).join(',');

describe('a refusal is small', () => {
  test.each<[string, Sent, RegExp]>([
    [
      'thousands of keys',
      { path: '/classify', headers: json, body: `{${keys(9_000)}}` },
      /and 8995 more/,
    ],
    [
      'a key of megabytes',
      { path: '/classify', headers: json, body: `{${keys(1, 4_000_000)}}` },
      /…/,
    ],
    [
      'more values than any request',
      { path: '/classify', headers: json, body: `{${keys(300_000)}}` },
      /more than 10000 values/,
    ],
    [
      'thousands of levels',
      { path: '/classify', headers: json, body: '['.repeat(100_000) },
      /more than 20 levels/,
    ],
    [
      'megabytes of blanks',
      { path: '/classify', headers: json, body: `{${' '.repeat(2_000_000)}}` },
      /characters outside of strings/,
    ],
    [
      'thousands of escaped quotes',
      { path: '/classify', headers: json, body: `{"a":"${'\\"'.repeat(9_000)}"}` },
      /escaped quotes/,
    ],
    [
      'a long value',
      { path: '/classify', headers: json, body: `{"image":{"url":"${'x'.repeat(99_999)}"}}` },
      /expected at most 2048 characters/,
    ],
    ['an unknown path', { path: `/${'é'.repeat(1_900)}` }, /NOT_FOUND/],
    [
      'a long query',
      { path: `/classify?${'k'.repeat(9_000)}=1`, body: coffee },
      /Unrecognized key/,
    ],
    [
      'many query keys',
      {
        path: `/classify?${Array.from({ length: 900 }, (_, i) => `k${i}=1`).join('&')}`,
        body: coffee,
      },
      /more than 100 options/,
    ],
    [
      'an option given twice',
      { path: '/classify?topK=1&topK=2', body: coffee },
      /topK.{2} is given twice/,
    ],
    [
      'an unknown procedure',
      { path: `/trpc/${'x'.repeat(9_000)}`, headers: json, body: '{}' },
      /NOT_FOUND/,
    ],
    [
      'sixteen unknown procedures',
      { path: `/trpc/${calls('x'.repeat(600), 16)}?batch=1`, headers: json, body: '{}' },
      /NOT_FOUND/,
    ],
    [
      'seventeen calls',
      { path: `/trpc/${calls('classify', 17)}?batch=1`, headers: json, body: '{}' },
      /may have 16 calls, this one has 17/,
    ],
    [
      'sixteen calls with wrong keys',
      {
        path: `/trpc/${calls('classify', 16)}?batch=1`,
        headers: json,
        body: batch(16, `{"image":${JSON.stringify({ url: 'x' })},${keys(100, 300)}}`),
      },
      /and 95 more/,
    ],
    [
      'sixteen calls with wrong pictures',
      {
        path: `/trpc/${calls('classifyBatch', 16)}?batch=1`,
        headers: json,
        body: batch(16, `{"images":[${calls('{"é":1}', 16)}],"topK":"é","minScore":"é"}`),
      },
      /INVALID_REQUEST/,
    ],
    [
      'thousands of values in the typed API',
      { path: '/trpc/classify', headers: json, body: `{${keys(300_000)}}` },
      /more than 10000 values/,
    ],
    [
      'a form in the typed API',
      { path: '/trpc/classify', body: new FormData() },
      /takes JSON .*not multipart\/form-data; .*POST \/classify/,
    ],
    [
      'bytes in the typed API',
      { path: '/trpc/classify', headers: { 'content-type': 'image/jpeg' }, body: coffee },
      /not image\/jpeg/,
    ],
  ])('of %s', async (_what, sent, message) => {
    expect(await refuse(sent)).toMatch(message);
  });

  test('of any JSON, query or form', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    const value = fc.jsonValue({ maxDepth: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/classify', '/trpc/classify', '/trpc/classifyBatch', '/trpc/labels'),
        fc.dictionary(text, value, { maxKeys: 60 }),
        fc.dictionary(text, text, { maxKeys: 20 }),
        async (path, body, query) => {
          const search = new URLSearchParams({ ...query, unknown: '1' });
          const name = `${path}?${path === '/classify' ? search : ''}`;
          await refuse({
            path: name,
            headers: json,
            body: JSON.stringify({ ...body, unknown: 1 }),
          });
          const form = new FormData();
          for (const [key, field] of Object.entries(query)) form.append(key, field);
          await refuse({ path: '/classify', body: form });
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('JSON', () => {
  test.each([
    ['none', undefined],
    ['of curl', 'application/x-www-form-urlencoded'],
    ['text/plain', 'text/plain;charset=UTF-8'],
    ['of bytes', 'application/octet-stream'],
    ['of JSON:API', 'application/vnd.api+json'],
    ['of JPEG', 'image/jpeg'],
  ])('is read with the content type %s', async (_what, type) => {
    const body = Buffer.from(`\ufeff \n${JSON.stringify({ image: picture, topK: 1 })}`);
    const headers = type === undefined ? {} : { 'content-type': type };
    const response = await fetch(`${server.url}/classify`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ predictions: [{ label: 'espresso' }] });
  });

  test.each<[string, Buffer, RegExp]>([
    ['is a picture', coffee, /body is a jpeg picture; leave the header out/],
    ['is in UTF-16', Buffer.from('\ufeff{"image":{}}', 'utf16le'), /in UTF-16/],
    ['is cut off', Buffer.from('{"image":{"base64":"AAAA'), /the body is not JSON/],
    ['is empty', Buffer.alloc(0), /it is empty/],
  ])('that %s is refused with the reason', async (_what, body, message) => {
    expect(await refuse({ path: '/classify', headers: json, body })).toMatch(message);
  });

  test('of the largest legal request is accepted', () => {
    const images = Array.from({ length: 16 }, () => picture);
    const calls16 = Object.fromEntries(
      Array.from({ length: 16 }, (_, i) => [i, { images, topK: 5, minScore: 0.1, explain: true }]),
    );
    expect(parseJson(Buffer.from(JSON.stringify(calls16, null, 2)))).toEqual(calls16);
  });

  test('is counted like any JSON that Node can parse', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.nat({ max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('POST /predict', () => {
  test.each<[string, Sent, RegExp]>([
    [
      'bytes',
      { path: '/predict', body: coffee, headers: { 'content-type': 'image/jpeg' } },
      /takes a multipart form, not image\/jpeg/,
    ],
    ['JSON', { path: '/predict', body: '{}', headers: json }, /not application\/json/],
    ['nothing', { path: '/predict' }, /without content type/],
  ])('refuses %s, and says what it takes', async (_what, sent, message) => {
    expect(await refuse(sent)).toMatch(message);
  });

  test('takes the field of the PyTorch tutorial, with a slash at the end', async () => {
    const form = new FormData();
    form.set('file', new Blob([coffee]), 'cat.jpeg');
    form.set('unknown', 'x');
    const response = await fetch(`${server.url}/predict/?unknown=1`, {
      method: 'POST',
      body: form,
    });
    expect(await response.json()).toMatchObject([{ label: 'espresso' }, {}, {}]);
  });
});

test('a data: URL is refused with the way to send it', async () => {
  const url = `data:image/jpeg;base64,${picture.base64}`;
  const body = JSON.stringify({ image: { url } });
  const text = await refuse({ path: '/classify', headers: json, body });
  expect(JSON.parse(text)).toMatchObject({
    code: 'URL_REFUSED',
    details: { reason: 'scheme' },
    detail: expect.stringContaining('send it as base64'),
  });
  const base64 = JSON.stringify({ image: { base64: url }, topK: 1 });
  const response = await fetch(`${server.url}/classify`, {
    method: 'POST',
    headers: json,
    body: base64,
  });
  expect(await response.json()).toMatchObject({ predictions: [{ label: 'espresso' }] });
});
