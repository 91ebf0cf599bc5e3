import { afterAll, afterEach, expect, test } from 'vitest';
import {
  createGlimpse,
  type ManyResult,
  type PictureSource,
} from '../../../client/typescript/src/index.ts';
import { createDeferred } from '../../support/deferred.ts';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { type Gateway, startGateway } from '../../support/gateway.ts';
import { startTestServer } from '../../support/glimpse.ts';
import { catchError } from './retry-clock.ts';

const server = await startTestServer();
const glimpse = createGlimpse({ url: server.url });
const coffee = readPictureFixture('coffee');
const china = readPictureFixture('china');
let gateway: Gateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});
afterAll(() => server.close());

test('results are in the order of the pictures, and a bad one does not affect the others', async () => {
  const seen: [number, boolean][] = [];
  const results = await glimpse.classifyMany([coffee, new Blob([]), china, Buffer.from('text')], {
    topK: 1,
    onResult: ({ ok }, index) => void seen.push([index, ok]),
  });
  expect(results).toMatchObject([
    { ok: true, predictions: [espresso] },
    { ok: false, error: { code: 'EMPTY_IMAGE' } },
    { ok: true, predictions: [{ label: 'palace' }] },
    { ok: false, error: { code: 'UNSUPPORTED_FORMAT', details: { format: 'text' } } },
  ]);
  expect(seen.toSorted(([a], [b]) => a - b)).toEqual([
    [0, true],
    [1, false],
    [2, true],
    [3, false],
  ]);
});

test('no pictures give no results', async () => {
  expect(await glimpse.classifyMany([])).toEqual([]);
});

/** Holds every request until its `answer` is called. */
async function startHolding() {
  const held: { index: number; answer: () => void }[] = [];
  gateway = await startGateway((response, { body }) => {
    held.push({
      index: body[0] ?? -1,
      answer: () => void response.end(JSON.stringify({ predictions: [{ rank: body[0] }] })),
    });
  });
  return { gateway, held, glimpse: createGlimpse({ url: gateway.url }) };
}

/** Pictures that record when they are read. */
function* numbered(count: number, taken: number[]): Generator<PictureSource> {
  for (let index = 0; index < count; index += 1) {
    taken.push(index);
    yield new Uint8Array([index]);
  }
}

async function* later(pictures: Iterable<PictureSource>): AsyncGenerator<PictureSource> {
  yield* pictures;
}

test.each([
  ['an iterable', (pictures: Iterable<PictureSource>) => pictures],
  ['an async iterable', later],
])('%s is read as capacity allows', async (_name, wrap) => {
  const { gateway: busy, held, glimpse: client } = await startHolding();
  const taken: number[] = [];
  const results = client.classifyMany(wrap(numbered(5, taken)), { parallel: 2 });
  await busy.arrivals(2);
  expect(taken).toEqual([0, 1]);
  // The second is answered before the first; then the third is read.
  held.find(({ index }) => index === 1)?.answer();
  await busy.arrivals(3);
  expect(taken).toEqual([0, 1, 2]);
  for (let answered = 0; answered < 5; answered += 1) {
    await busy.arrivals(Math.min(answered + 2, 5));
    for (const { answer } of held.splice(0)) answer();
  }
  expect(await results).toEqual(
    [0, 1, 2, 3, 4].map((rank) => ({ ok: true, predictions: [{ rank }] })),
  );
});

test('an abort ends all calls and the source', async () => {
  const { gateway: busy, glimpse: client } = await startHolding();
  const controller = new AbortController();
  const reason = new Error('enough');
  const ended = createDeferred();
  const results: ManyResult[] = [];
  async function* endless(): AsyncGenerator<PictureSource> {
    try {
      for (;;) yield new Uint8Array([1]);
    } finally {
      ended.resolve();
    }
  }
  const error = catchError(
    client.classifyMany(endless(), {
      parallel: 3,
      signal: controller.signal,
      onResult: (result) => void results.push(result),
    }),
  );
  await busy.arrivals(3);
  controller.abort(reason);
  expect(await error).toMatchObject({ code: 'ABORTED', cause: reason });
  await ended.promise;
  expect(busy.arrived).toHaveLength(3);
  expect(results).toEqual([]);
});

test('an abort does not wait for a slow source', async () => {
  const controller = new AbortController();
  async function* stuck(): AsyncGenerator<PictureSource> {
    yield coffee;
    await new Promise(() => undefined);
  }
  const first = createDeferred();
  const error = catchError(
    glimpse.classifyMany(stuck(), { signal: controller.signal, onResult: () => first.resolve() }),
  );
  await first.promise;
  controller.abort();
  expect(await error).toMatchObject({ code: 'ABORTED' });
});

test('an error of the source is thrown', async () => {
  const { glimpse: client } = await startHolding();
  const cause = new Error('no more');
  function* failing(): Generator<PictureSource> {
    yield new Uint8Array([0]);
    throw cause;
  }
  await expect(client.classifyMany(failing(), { parallel: 2 })).rejects.toBe(cause);
});

test('an error of onResult is thrown, and ends the other calls', async () => {
  const { gateway: busy, held, glimpse: client } = await startHolding();
  const cause = new Error('no more');
  const onResult = (): void => {
    throw cause;
  };
  const taken: number[] = [];
  const failed = client.classifyMany(numbered(9, taken), { parallel: 2, onResult });
  const thrown = failed.catch((error: unknown) => error);
  await busy.arrivals(2);
  held[0]?.answer();
  expect(await thrown).toBe(cause);
  expect(taken).toEqual([0, 1]);
});

test.each([0, -1, 1.5, 101, Number.NaN])('%d pictures at once are refused', async (parallel) => {
  expect(await catchError(glimpse.classifyMany([coffee], { parallel }))).toMatchObject({
    code: 'INVALID_REQUEST',
    details: { issues: [{ path: 'parallel' }] },
  });
});
