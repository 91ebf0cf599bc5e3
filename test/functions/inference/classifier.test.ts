import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { ImageError } from '../../../functions/image/image-error.ts';
import type { Classifier } from '../../../functions/inference/classifier.ts';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import { openModel } from '../../../models/store/open-model.ts';
import { createTestClassifier } from '../../support/classifier.ts';
import { damage, damages } from '../../support/damage.ts';
import { createDeferred } from '../../support/deferred.ts';
import { encodableFormats, encode } from '../../support/encoder.ts';
import {
  computeTorchScores,
  modelFolder,
  readPictureFixture,
  root,
} from '../../support/fixtures.ts';
import { copyModel } from '../../support/model-folder.ts';
import { store } from '../../support/orientation.ts';
import { draw, gradient, type Pixels } from '../../support/pixels.ts';

const options = { topK: 5, minScore: 0, explain: false };
const coffee = readPictureFixture('coffee');
const shared = createTestClassifier();

const getBest = async (classifier: Classifier, bytes = coffee): Promise<string | undefined> =>
  (await classifier.classify({ bytes }, options)).predictions[0]?.label;

describe('answers compared with PyTorch', () => {
  test.each([
    ['coffee', 967, 'n07920052'],
    ['china', 698, 'n03877845'],
    ['flower', 985, 'n11939491'],
    ['rocket', 657, 'n03773504'],
  ] as const)('%s is class %i, %s', async (name, index, synset) => {
    const { predictions } = await shared.classify({ bytes: readPictureFixture(name) }, options);
    const expected = computeTorchScores(name);
    expect(expected.indexOf(Math.max(...expected))).toBe(index);
    expect(predictions[0]).toMatchObject({ rank: 1, index, synset });
    expect(Math.abs(predictions[0]!.score - expected[index]!)).toBeLessThanOrEqual(0.08);
  });

  test('chelsea is the two cats of PyTorch, in either order', async () => {
    const bytes = readPictureFixture('chelsea');
    const { predictions } = await shared.classify({ bytes }, { ...options, topK: 2 });
    const expected = computeTorchScores('chelsea');
    expect(predictions.map(({ index }) => index).sort()).toEqual([282, 285]);
    for (const { index, score } of predictions) {
      expect(Math.abs(score - expected[index]!)).toBeLessThanOrEqual(0.08);
    }
  });

  test('coffee is espresso', async () => {
    const { predictions } = await shared.classify({ bytes: coffee }, { ...options, topK: 1 });
    expect(predictions).toMatchObject([{ label: 'espresso' }]);
    expect(predictions[0]!.score).toBeGreaterThan(0.9);
  });
});

describe('an answer', () => {
  test('has picture, model and times', async () => {
    const answer = await shared.classify({ base64: coffee.toString('base64') }, options);
    const { manifest } = await shared.start();
    expect(answer).toMatchObject({
      image: { format: 'jpeg', width: 600, height: 400, bytes: 79_975 },
      model: { id: 'efficientnet-lite0', precision: 'int8', sha256: manifest.sha256 },
      timing: {
        fetchMs: null,
        decodeMs: expect.any(Number),
        inferenceMs: expect.any(Number),
        totalMs: expect.any(Number),
      },
    });
  });

  test('is a cold start only once per process', async () => {
    const classifier = createTestClassifier();
    await classifier.start();
    const isCold = async (): Promise<boolean> =>
      (await classifier.classify({ bytes: coffee }, options)).coldStart;
    await expect(classifier.classify({ bytes: Buffer.alloc(0) }, options)).rejects.toThrow();
    expect([await isCold(), await isCold(), await isCold()]).toEqual([true, false, false]);
  });

  test('has as many classes as requested, best first', async () => {
    const hundred = { ...options, topK: 100 };
    const { predictions } = await shared.classify({ bytes: coffee }, hundred);
    expect(predictions.map(({ rank }) => rank)).toEqual(
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
    const scores = predictions.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('leaves out classes below the minimum score, possibly all', async () => {
    const some = await shared.classify(
      { bytes: coffee },
      { ...options, topK: 100, minScore: 0.01 },
    );
    expect(some.predictions.length).toBeGreaterThan(0);
    expect(some.predictions.length).toBeLessThan(100);
    expect(Math.min(...some.predictions.map(({ score }) => score))).toBeGreaterThanOrEqual(0.01);

    const none = await shared.classify({ bytes: coffee }, { ...options, minScore: 1 });
    expect(none.predictions).toEqual([]);
  });

  test('is the same in every format', async () => {
    for (const format of encodableFormats) {
      const bytes = await encode(sharp(coffee), format);
      expect(await getBest(shared, bytes)).toBe('espresso');
    }
  });
});

describe('an explanation', () => {
  const explaining = { ...options, explain: true };

  test('is absent by default', async () => {
    expect(await shared.classify({ bytes: coffee }, options)).not.toHaveProperty('explanation');
  });

  test('is a 7 x 7 map of the best class over the centre of the picture', async () => {
    const { explanation } = await shared.classify({ bytes: coffee }, explaining);
    expect(explanation).toMatchObject({ index: 967, width: 7, height: 7 });
    expect(explanation?.values).toHaveLength(49);
    // 600 x 400 becomes 384 x 256, cut at 80, 16: 1.5625 pixels each.
    expect(explanation?.region).toEqual({ left: 125, top: 25, width: 350, height: 350 });
  });

  test('is for the best class even if none reaches the minimum score', async () => {
    const { predictions, explanation } = await shared.classify(
      { bytes: coffee },
      { ...explaining, minScore: 1 },
    );
    expect(predictions).toEqual([]);
    expect(explanation).toMatchObject({ index: 967 });
  });

  test('covers the upright picture, however it is stored', async () => {
    const upright = await readPixels(sharp(coffee));
    const stored = draw(store(upright, 6)).withMetadata({ orientation: 6 });
    const bytes = await encode(stored, 'png');
    const { image, explanation } = await shared.classify({ bytes }, explaining);
    expect(image).toMatchObject({ width: 600, height: 400 });
    expect(explanation?.region).toEqual({ left: 125, top: 25, width: 350, height: 350 });
  });

  test.each([
    { at: 'the left half', width: 512, height: 512, left: 32, top: 128 },
    { at: 'the right half', width: 512, height: 512, left: 256, top: 128 },
    { at: 'the upper left', width: 512, height: 512, left: 32, top: 32 },
    { at: 'the lower right', width: 512, height: 512, left: 240, top: 240 },
    { at: 'the left of a wide picture', width: 800, height: 448, left: 192, top: 112 },
    { at: 'the bottom of a tall picture', width: 448, height: 800, left: 112, top: 384 },
  ])('is hottest at the cup: $at', async ({ width, height, left, top }) => {
    const side = 224;
    const cup = await sharp(coffee).resize(side, side).toBuffer();
    const grey = sharp({ create: { width, height, channels: 3, background: '#808080' } });
    const bytes = await encode(grey.composite([{ input: cup, left, top }]), 'png');

    const { predictions, explanation } = await shared.classify({ bytes }, explaining);
    expect(predictions[0]?.label).toBe('espresso');
    const { values, region } = explanation!;
    const hottest = values.indexOf(Math.max(...values));
    const x = region.left + (((hottest % 7) + 0.5) / 7) * region.width;
    const y = region.top + ((Math.floor(hottest / 7) + 0.5) / 7) * region.height;
    expect(x).toBeGreaterThan(left);
    expect(x).toBeLessThan(left + side);
    expect(y).toBeGreaterThan(top);
    expect(y).toBeLessThan(top + side);
  });
});

describe('a classifier that fails to start', () => {
  test('throws a code with the reason as cause', async () => {
    const classifier = createTestClassifier({ openModel: () => openModel('/nowhere/model') });
    await expect(classifier.classify({ bytes: coffee }, options)).rejects.toMatchObject({
      name: 'InferenceError',
      code: 'MODEL_UNAVAILABLE',
      details: {},
      cause: { name: 'ModelError' },
    });
  });

  test('tries again, and answers once the folder is repaired', async () => {
    const folder = await copyModel();
    const [file, aside] = [join(folder, 'model.onnx'), join(folder, 'aside')];
    const classifier = createTestClassifier({ openModel: () => openModel(folder) });

    await rename(file, aside);
    await expect(getBest(classifier)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await writeFile(file, 'not a model');
    await expect(getBest(classifier)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    await rename(aside, file);
    expect(await getBest(classifier)).toBe('espresso');
  });

  test('opens the model once for concurrent calls, and never again once it runs', async () => {
    let opened = 0;
    const classifier = createTestClassifier({
      openModel: async () => {
        opened += 1;
        if (opened === 1) throw new Error('disk error');
        return openModel(modelFolder);
      },
    });
    const first = await Promise.allSettled([getBest(classifier), getBest(classifier)]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(opened).toBe(1);
    expect(await Promise.all([getBest(classifier), getBest(classifier)])).toEqual([
      'espresso',
      'espresso',
    ]);
    expect(opened).toBe(2);
  });
});

describe('a classifier under load', () => {
  test('refuses what exceeds the queue, answers the rest and the next', async () => {
    const concurrency = {
      fetch: new ConcurrencyLimit({ limit: 1, maxQueue: 0 }),
      decode: new ConcurrencyLimit({ limit: 1, maxQueue: 1 }),
      costly: new ConcurrencyLimit({ limit: 1, maxQueue: 1 }),
    };
    const classifier = createTestClassifier({ concurrency });
    await classifier.start();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => getBest(classifier)));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 'espresso' },
      { status: 'fulfilled', value: 'espresso' },
      { status: 'rejected', reason: { code: 'BUSY' } },
    ]);
    expect(await getBest(classifier)).toBe('espresso');
  });

  test('frees its slot when a picture is refused', async () => {
    const concurrency = {
      fetch: new ConcurrencyLimit({ limit: 1, maxQueue: 0 }),
      decode: new ConcurrencyLimit({ limit: 1, maxQueue: 0 }),
      costly: new ConcurrencyLimit({ limit: 1, maxQueue: 0 }),
    };
    const classifier = createTestClassifier({ concurrency });
    await classifier.start();
    await expect(getBest(classifier, coffee.subarray(0, 9_000))).rejects.toMatchObject({
      code: 'CORRUPT_IMAGE',
    });
    expect(await getBest(classifier)).toBe('espresso');
  });
});

test('other pictures do not wait for HEIC', async () => {
  const costly = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
  const decode = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
  const classifier = createTestClassifier({ concurrency: { fetch: decode, decode, costly } });
  await classifier.start();
  const place = createDeferred();
  const holding = costly.run(() => place.promise);
  const bytes = readFileSync(join(root, 'test/fixtures/pictures/still.heic'));
  const waiting = classifier.classify({ bytes }, options);
  expect(await getBest(classifier)).toBe('espresso');
  place.resolve();
  expect(await waiting).toMatchObject({ image: { format: 'heic', width: 96, height: 64 } });
  await holding;
});

test('a picture whose caller has gone while it waited is not begun', async () => {
  const decode = new ConcurrencyLimit({ limit: 1, maxQueue: 1 });
  const concurrency = { fetch: decode, decode, costly: decode };
  const classifier = createTestClassifier({ concurrency });
  await classifier.start();
  const place = createDeferred();
  const holding = decode.run(() => place.promise);
  const caller = new AbortController();
  // Damaged: decoding it would give another error than the one of the caller.
  const gone = classifier.classify(
    { bytes: coffee.subarray(0, 9_000) },
    { ...options, signal: caller.signal },
  );
  caller.abort(new Error('the caller has gone'));
  place.resolve();
  await expect(gone).rejects.toThrow('the caller has gone');
  await holding;
  expect(await getBest(classifier)).toBe('espresso');
});

test('any damaged picture gives an answer or a coded error', async () => {
  const pictures = await Promise.all(
    encodableFormats.map((format) => encode(draw(gradient(20, 14)), format)),
  );
  const codes = ['EMPTY_IMAGE', 'UNSUPPORTED_FORMAT', 'CORRUPT_IMAGE', 'DIMENSIONS_REFUSED'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pictures), damages, async (picture, harm) => {
      const bytes = damage(picture, harm);
      const outcome = await shared.classify({ bytes }, options).catch((error: unknown) => error);
      if (outcome instanceof ImageError) expect(codes).toContain(outcome.code);
      else expect(outcome).toMatchObject({ predictions: { length: 5 } });
    }),
    { numRuns: 200 },
  );
  expect(await getBest(shared)).toBe('espresso');
});

async function readPixels(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}
