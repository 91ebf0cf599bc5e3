import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../../functions/http/app.ts';
import { localLimits } from '../../../../functions/image/limits.ts';
import { ByteBudget } from '../../../../functions/shared/byte-budget.ts';
import { espresso } from '../../../support/espresso.ts';
import { readPictureFixture } from '../../../support/fixtures.ts';
import { startTestServer } from '../../../support/glimpse.ts';
import { createTestService } from '../../../support/service.ts';
import { uploadZeros } from './upload.ts';

const server = await startTestServer({ limits: { requestBytes: 1_000_000 } });
const coffee = { base64: readPictureFixture('coffee').toString('base64') };
const tooLarge = { base64: 'A'.repeat(1_000_000) };

afterAll(() => server.close());

const details = { bytes: null, limit: 1_000_000 };

describe.each([
  ['with a declared length', { 'content-length': '1000000000' }],
  ['in endless chunks', { 'transfer-encoding': 'chunked' }],
])('a body %s', (_what, headers) => {
  test('is not read past the limit', async () => {
    const {
      status,
      headers: answered,
      body,
      written,
    } = await uploadZeros(`${server.url}/classify`, headers);
    expect(status).toBe(413);
    expect(answered.connection).toBe('close');
    expect(JSON.parse(body)).toMatchObject({ code: 'IMAGE_TOO_LARGE', status: 413, details });
    // The limit plus the buffers of two sockets, out of a gigabyte.
    expect(written).toBeLessThan(20_000_000);
  });

  test('is refused in tRPC’s shape by tRPC', async () => {
    const {
      status,
      headers: answered,
      body,
    } = await uploadZeros(`${server.url}/trpc/classify`, {
      ...headers,
      'content-type': 'application/json',
    });
    expect(status).toBe(413);
    expect(answered.connection).toBe('close');
    expect(JSON.parse(body)).toMatchObject({
      error: { code: -32013, data: { code: 'IMAGE_TOO_LARGE', httpStatus: 413, details } },
    });
  });
});

test('the typed client reads the refusal, and its next request works', async () => {
  await expect(server.trpc.classify.mutate({ image: tooLarge })).rejects.toMatchObject({
    data: { code: 'IMAGE_TOO_LARGE', httpStatus: 413, details },
  });
  const { predictions } = await server.trpc.classify.mutate({ image: coffee });
  expect(predictions[0]).toEqual(espresso);
});

test('repeated requests are refused, and good ones in between answered', async () => {
  for (let round = 0; round < 5; round += 1) {
    const large = await fetch(`${server.url}/classify`, {
      method: 'POST',
      body: Buffer.alloc(1_000_001),
    });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'IMAGE_TOO_LARGE', details });
    const good = await fetch(`${server.url}/classify?topK=1`, {
      method: 'POST',
      body: readPictureFixture('coffee'),
    });
    expect(await good.json()).toMatchObject({ predictions: [espresso] });
  }
});

test('a body exactly at the limit is read', async () => {
  const response = await fetch(`${server.url}/classify`, {
    method: 'POST',
    body: Buffer.alloc(1_000_000),
  });
  expect(await response.json()).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
});

test.each([
  ['chunks', '/classify?topK=1', 'image/jpeg'],
  ['chunks of JSON', '/classify', 'application/json'],
  ['chunks of JSON for tRPC', '/trpc/classify', 'application/json'],
])('%s below the limit are read', async (_what, path, type) => {
  const json = JSON.stringify({ image: coffee, topK: 1 });
  const bytes = type === 'image/jpeg' ? readPictureFixture('coffee') : Buffer.from(json);
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Blob([bytes]).stream(),
    duplex: 'half',
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('"label":"espresso"');
});

test('a body in tiny pieces is refused, and the client gets the refusal', async () => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let i = 0; i < 60; i += 1) socket.write('1\r\nx\r\n'.repeat(1_000));
  let answer = '';
  for await (const text of socket.setEncoding('utf8')) answer += text;
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toContain('the body comes in too many small pieces; send larger ones');
});

test('a large body waits for room, and is refused as BUSY if there is none in time', async () => {
  const tiers = [{ maxBytes: 100_000, capacity: 100_000 }] as const;
  const budget = new ByteBudget({ tiers, maxWaitMs: 20 });
  const log = { info: () => {}, error: () => {} };
  const service = createTestService()();
  const app = createApp({ service, limits: localLimits, budget, page: new Map(), log });
  const held = budget.hold();
  const post = () => app.request('/classify', { method: 'POST' }, { body: Readable.from([body]) });
  const body = Buffer.alloc(60_000);
  expect(await (await post()).json()).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  await held.grow(90_000);
  expect(await (await post()).json()).toMatchObject({ code: 'BUSY', status: 503 });
  held.release();
  expect(await (await post()).json()).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
});
