import { afterEach, expect, test } from 'vitest';
import { createGlimpse } from '../../../client/typescript/src/index.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { type Behaviour, emptyAnswer, type Gateway, startGateway } from '../../support/gateway.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { errorOf } from './retry-clock.ts';

let gateway: Gateway;

afterEach(() => gateway?.close());

const model = (pictureBytes: number): string =>
  JSON.stringify({ result: { data: { limits: { pictureBytes } } } });

/** `model` answers with this limit, everything else with nothing. */
const limited =
  (pictureBytes: number): Behaviour =>
  (response, { path }) =>
    void response.end(path.startsWith('/trpc/model') ? model(pictureBytes) : emptyAnswer.body);

const asked = (): string[] => gateway.arrived.map(({ path }) => path);

test('a picture that every service takes is sent without asking for the limit', async () => {
  gateway = await startGateway(limited(1));
  await createGlimpse({ url: gateway.url }).classify(new Uint8Array(4_500_000));
  expect(asked()).toEqual(['/classify']);
});

test('above that the limit is asked for, once', async () => {
  gateway = await startGateway(limited(4_500_001));
  const glimpse = createGlimpse({ url: gateway.url });
  const picture = new Blob([new Uint8Array(4_500_001)]);
  await Promise.all([glimpse.classify(picture), glimpse.classify(picture)]);
  await glimpse.classify(picture);
  expect(asked()).toEqual(['/trpc/model', '/classify', '/classify', '/classify']);
});

test('what is over the limit is not sent where it cannot be shrunk', async () => {
  gateway = await startGateway(limited(4_500_000));
  const error = await errorOf(
    createGlimpse({ url: gateway.url }).classify(new Uint8Array(4_500_001)),
  );
  expect(error).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    status: null,
    details: { bytes: 4_500_001, limit: 4_500_000 },
  });
  expect(error.message).toContain('this platform cannot shrink it');
  expect(asked()).toEqual(['/trpc/model']);
});

test('a limit that could not be had is asked for again', async () => {
  gateway = await startGateway({ status: 403 }, limited(20_000_000));
  const glimpse = createGlimpse({ url: gateway.url });
  const picture = new Uint8Array(5_000_000);
  expect(await errorOf(glimpse.classify(picture))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await glimpse.classify(picture)).toEqual({ predictions: [] });
  expect(asked()).toEqual(['/trpc/model', '/trpc/model', '/classify']);
});

test('who aborts while the limit is asked for leaves it to the others', async () => {
  let answerModel = (): void => undefined;
  gateway = await startGateway((response) => {
    answerModel = () => void response.end(model(20_000_000));
  }, emptyAnswer);
  const glimpse = createGlimpse({ url: gateway.url });
  const controller = new AbortController();
  const picture = new Uint8Array(5_000_000);
  const left = errorOf(glimpse.classify(picture, { signal: controller.signal }));
  const stayed = glimpse.classify(picture);
  await gateway.arrivals(1);
  controller.abort();
  expect(await left).toMatchObject({ code: 'ABORTED' });
  answerModel();
  expect(await stayed).toEqual({ predictions: [] });
  expect(asked()).toEqual(['/trpc/model', '/classify']);
});

test('the real service takes 20 MB here, and refuses what comes above by itself', async () => {
  const server = await startTestServer();
  const glimpse = createGlimpse({ url: server.url });
  const large = new Blob([readPictureFixture('coffee'), new Uint8Array(6_000_000)]);
  expect((await glimpse.classify(large)).image.bytes).toBe(6_079_975);
  expect(await errorOf(glimpse.classify(new Uint8Array(20_000_001)))).toMatchObject({
    code: 'IMAGE_TOO_LARGE',
    status: null,
  });
  await server.close();
});
