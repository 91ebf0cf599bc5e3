import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { assembleClient } from '../../../client/typescript/src/assemble.ts';
import { createGlimpse } from '../../../client/typescript/src/index.ts';
import { sleep } from '../../../client/typescript/src/transport/retry.ts';
import { createDeferred } from '../../support/deferred.ts';
import { type Gateway, startGateway } from '../../support/gateway.ts';
import { catchError, createTimelessGlimpse } from './retry-clock.ts';

let gateway: Gateway;

afterEach(() => gateway?.close());

const picture = new Uint8Array([1, 2, 3]);
const silence = () => undefined;
const reason = new Error('the user has left');

test('nothing is sent if the signal is already aborted', async () => {
  gateway = await startGateway(silence);
  const glimpse = createGlimpse({ url: gateway.url });
  const signal = AbortSignal.abort(reason);
  const image = { base64: 'AAAA' };
  const calls = [
    glimpse.classify(picture, { signal }),
    glimpse.classify(new URL('https://example.com/photo.jpg'), { signal }),
    glimpse.classifyMany([picture], { signal }),
    glimpse.model({ signal }),
    glimpse.labels({ signal }),
    glimpse.trpc.classify.mutate({ image }, { signal }),
  ];
  for (const error of await Promise.all(calls.map(catchError))) {
    expect(error).toMatchObject({ code: 'ABORTED', status: null, cause: reason });
  }
  expect(gateway.arrived).toEqual([]);
});

test('an abort ends a call that waits for its answer, and closes its connection', async () => {
  const gone = createDeferred();
  gateway = await startGateway((response) => void response.once('close', gone.resolve));
  const glimpse = createGlimpse({ url: gateway.url });
  const controller = new AbortController();
  const error = catchError(glimpse.classify(picture, { signal: controller.signal }));
  await gateway.arrivals(1);
  controller.abort(reason);
  expect(await error).toMatchObject({ code: 'ABORTED', cause: reason });
  await gone.promise;
});

test.each(['model', 'labels'] as const)('an abort ends %s while it waits', async (procedure) => {
  gateway = await startGateway(silence);
  const controller = new AbortController();
  const glimpse = createGlimpse({ url: gateway.url });
  const error = catchError(glimpse[procedure]({ signal: controller.signal }));
  await gateway.arrivals(1);
  controller.abort(reason);
  expect(await error).toMatchObject({ code: 'ABORTED', cause: reason });
});

test('an abort ends a call during its upload', async () => {
  // This server never reads, so the upload stalls.
  const server = createServer((socket) => {
    socket.on('error', silence).pause();
    server.emit('met');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const controller = new AbortController();
  const glimpse = createGlimpse({ url: `http://127.0.0.1:${port}` });
  const met = once(server, 'met');
  const error = catchError(
    glimpse.classify(new Uint8Array(4_400_000), { signal: controller.signal }),
  );
  await met;
  controller.abort(reason);
  expect(await error).toMatchObject({ code: 'ABORTED', cause: reason });
  server.close();
});

test('an abort ends a pause between attempts, without another attempt', async () => {
  gateway = await startGateway({ status: 429 });
  const controller = new AbortController();
  const pausing = createDeferred();
  const glimpse = assembleClient(
    { url: gateway.url },
    {
      random: Math.random,
      sleep: (milliseconds, signal) => {
        pausing.resolve();
        return sleep(milliseconds * 3_600, signal);
      },
    },
  );
  const error = catchError(glimpse.classify(picture, { signal: controller.signal }));
  await pausing.promise;
  controller.abort(reason);
  expect(await error).toMatchObject({ code: 'ABORTED', cause: reason });
  expect(gateway.arrived).toHaveLength(1);
});

test('an attempt that takes too long is ended and not retried', async () => {
  gateway = await startGateway(silence);
  const { glimpse } = createTimelessGlimpse({ url: gateway.url, timeoutMs: 50 });
  const calls = [glimpse.classify(picture), glimpse.model(), glimpse.trpc.labels.query()];
  for (const error of await Promise.all(calls.map(catchError))) {
    expect(error).toMatchObject({ code: 'TIMEOUT', details: { limitMs: 50 } });
  }
  expect(gateway.arrived).toHaveLength(3);
});

test('a call may have its own time limit', async () => {
  gateway = await startGateway(silence);
  const glimpse = createGlimpse({ url: gateway.url });
  const limit = { timeoutMs: 40 };
  const calls = [glimpse.classify(picture, limit), glimpse.model(limit), glimpse.labels(limit)];
  for (const error of await Promise.all(calls.map(catchError))) {
    expect(error).toMatchObject({ code: 'TIMEOUT', details: { limitMs: 40 } });
  }
});

test('the time limit includes reading the body', async () => {
  gateway = await startGateway((response) => void response.writeHead(200).write('{"predictions":'));
  const glimpse = createGlimpse({ url: gateway.url, timeoutMs: 100 });
  expect(await catchError(glimpse.classify(picture))).toMatchObject({ code: 'TIMEOUT' });
});

test('a fetch that ignores its signal is not awaited', async () => {
  const deaf = () => new Promise<Response>(silence);
  const glimpse = createGlimpse({ url: 'http://127.0.0.1', fetch: deaf, timeoutMs: 20 });
  expect(await catchError(glimpse.classify(picture))).toMatchObject({ code: 'TIMEOUT' });
  const signal = AbortSignal.timeout(10);
  expect(await catchError(glimpse.classify(picture, { signal, timeoutMs: 1e9 }))).toMatchObject({
    code: 'ABORTED',
  });
});

test('calls leave no listeners on a signal that outlives them', async () => {
  gateway = await startGateway({ body: '{"predictions":[]}' });
  const glimpse = createGlimpse({ url: gateway.url });
  const { signal } = new AbortController();
  for (let call = 0; call < 20; call += 1) await glimpse.classify(picture, { signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
