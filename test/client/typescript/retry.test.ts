import { afterEach, expect, test } from 'vitest';
import { emptyAnswer, type Gateway, startGateway } from '../../support/gateway.ts';
import { catchError, createTimelessGlimpse } from './retry-clock.ts';

let gateway: Gateway;

afterEach(() => gateway.close());

const picture = new Uint8Array([1, 2, 3]);
const breakOff = (response: { destroy(): unknown }) => void response.destroy();
const throttled = { status: 429 };
const busy = {
  status: 503,
  body: JSON.stringify({ code: 'BUSY', details: { retryAfterMs: 1000 }, detail: 'Too many.' }),
};

test('a busy service, a throttle and a broken connection are retried with the same picture', async () => {
  gateway = await startGateway(busy, throttled, breakOff, emptyAnswer);
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url });
  expect(await glimpse.classify(picture)).toEqual({ predictions: [] });
  expect(gateway.arrived.map(({ body }) => [...body])).toEqual(Array(4).fill([1, 2, 3]));
  // The service's delay plus half of 250 ms; the same plus half of 500; between half and all of 1000.
  expect(pauses).toEqual([1125, 1250, 750]);
});

test('a longer delay is respected', async () => {
  gateway = await startGateway({ status: 503, headers: { 'retry-after': '20' } }, emptyAnswer);
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url }, 0);
  await glimpse.classify(picture);
  expect(pauses).toEqual([20_000]);
});

test('a delay of more than a minute is not waited for', async () => {
  gateway = await startGateway({ status: 503, headers: { 'retry-after': '61' } });
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url });
  expect(await catchError(glimpse.classify(picture))).toMatchObject({
    code: 'BUSY',
    details: { retryAfterMs: 61_000 },
  });
  expect([pauses, gateway.arrived.length]).toEqual([[], 1]);
});

test.each([
  ['three by default', undefined, 4],
  ['none', 0, 1],
  ['as many as configured', 6, 7],
])('retries end: %s', async (_name, retries, attempts) => {
  gateway = await startGateway(breakOff);
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url, retries }, 1);
  expect(await catchError(glimpse.classify(picture))).toMatchObject({ code: 'UNREACHABLE' });
  expect(gateway.arrived).toHaveLength(attempts);
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000].slice(0, attempts - 1));
});

test.each([
  ['bad input', { status: 400, body: '{"code":"EMPTY_IMAGE","details":{},"detail":"Empty."}' }],
  ['a caller without permission', { status: 403 }],
  ['a picture too large', { status: 413 }],
  ['an error inside', { status: 500, body: '{"code":"INTERNAL","details":{}}' }],
  [
    'a model that did not start',
    { status: 503, body: '{"code":"MODEL_UNAVAILABLE","details":{}}' },
  ],
  ['a response of another service', { body: '<html>' }],
])('%s is not retried', async (_name, reply) => {
  gateway = await startGateway(reply);
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url });
  await catchError(glimpse.classify(picture));
  expect([pauses, gateway.arrived.length]).toEqual([[], 1]);
});

test('tRPC calls are retried too', async () => {
  const trpcBusy = {
    status: 503,
    body: JSON.stringify({
      error: {
        message: 'Too many.',
        code: -32603,
        data: { code: 'BUSY', details: { retryAfterMs: 500 } },
      },
    }),
  };
  gateway = await startGateway(trpcBusy, { body: '{"result":{"data":[]}}' });
  const { glimpse, pauses } = createTimelessGlimpse({ url: gateway.url }, 0);
  expect(await glimpse.labels({ lang: 'zh' })).toEqual([]);
  expect(pauses).toEqual([500]);
  expect(gateway.arrived.map(({ path }) => decodeURIComponent(path))).toEqual(
    Array(2).fill('/trpc/labels?input={"lang":"zh"}'),
  );
});
