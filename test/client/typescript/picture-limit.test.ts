import { afterEach, expect, test } from 'vitest';
import { createGlimpse } from '../../../client/typescript/src/index.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { type Behaviour, emptyAnswer, type Gateway, startGateway } from '../../support/gateway.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { catchError } from './retry-clock.ts';

let gateway: Gateway;

afterEach(() => gateway?.close());

const model = (pictureBytes: number): string =>
  JSON.stringify({ result: { data: { limits: { pictureBytes } } } });

/** `model` answers with this limit, every other call without predictions. */
const answerLimit =
  (pictureBytes: number): Behaviour =>
  (response, { path }) =>
    void response.end(path.startsWith('/trpc/model') ? model(pictureBytes) : emptyAnswer.body);

const requestedPaths = (): string[] => gateway.arrived.map(({ path }) => path);

test('a picture that every service accepts is sent without reading the limit', async () => {
  gateway = await startGateway(answerLimit(1));
  await createGlimpse({ url: gateway.url }).classify(new Uint8Array(4_500_000));
  expect(requestedPaths()).toEqual(['/classify']);
});

test('for a larger one the limit is read once', async () => {
  gateway = await startGateway(answerLimit(4_500_001));
  const glimpse = createGlimpse({ url: gateway.url });
  const picture = new Blob([new Uint8Array(4_500_001)]);
  await Promise.all([glimpse.classify(picture), glimpse.classify(picture)]);
  await glimpse.classify(picture);
  expect(requestedPaths()).toEqual(['/trpc/model', '/classify', '/classify', '/classify']);
});

test('a picture above the limit is not sent if it cannot be shrunk', async () => {
  gateway = await startGateway(answerLimit(4_500_000));
  const error = await catchError(
    createGlimpse({ url: gateway.url }).classify(new Uint8Array(4_500_001)),
  );
  expect(error).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    status: null,
    details: { bytes: 4_500_001, limit: 4_500_000 },
  });
  expect(error.message).toContain('this platform cannot shrink it');
  expect(requestedPaths()).toEqual(['/trpc/model']);
});

test('after a failure the limit is read again', async () => {
  gateway = await startGateway({ status: 403 }, answerLimit(20_000_000));
  const glimpse = createGlimpse({ url: gateway.url });
  const picture = new Uint8Array(5_000_000);
  expect(await catchError(glimpse.classify(picture))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await glimpse.classify(picture)).toEqual({ predictions: [] });
  expect(requestedPaths()).toEqual(['/trpc/model', '/trpc/model', '/classify']);
});

test('an abort while the limit is read does not affect other calls', async () => {
  let answerModel = (): void => undefined;
  gateway = await startGateway((response) => {
    answerModel = () => void response.end(model(20_000_000));
  }, emptyAnswer);
  const glimpse = createGlimpse({ url: gateway.url });
  const controller = new AbortController();
  const picture = new Uint8Array(5_000_000);
  const left = catchError(glimpse.classify(picture, { signal: controller.signal }));
  const stayed = glimpse.classify(picture);
  await gateway.arrivals(1);
  controller.abort();
  expect(await left).toMatchObject({ code: 'ABORTED' });
  answerModel();
  expect(await stayed).toEqual({ predictions: [] });
  expect(requestedPaths()).toEqual(['/trpc/model', '/classify']);
});

test('the real service accepts 20 MB locally; the client refuses more', async () => {
  const server = await startTestServer();
  const glimpse = createGlimpse({ url: server.url });
  const large = new Blob([readPictureFixture('coffee'), new Uint8Array(6_000_000)]);
  expect((await glimpse.classify(large)).image.bytes).toBe(6_079_975);
  expect(await catchError(glimpse.classify(new Uint8Array(20_000_001)))).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    status: null,
  });
  await server.close();
});
