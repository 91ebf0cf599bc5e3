import { expect, test } from 'vitest';
import { calibrationPictures } from '../../../client/cli/models/calibration-pictures.ts';
import { createSession } from '../../../functions/inference/session.ts';
import { convertCheckpoint } from '../../../models/convert/convert-checkpoint.ts';
import type { ModelMetadata } from '../../../models/convert/draft-model.ts';
import { recordCheck } from '../../../models/convert/record-check.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import { pictureFolder } from '../../support/fixtures.ts';
import { fixturePath } from '../network/networks.ts';
import { recordedSteps } from './recorded-steps.ts';

const checkpoint = fixturePath('checkpoints/tiny-resnet18.pth');
const pictures = calibrationPictures(pictureFolder).slice(0, 2);
const start: StartRunner = (model) => createSession(model, { threads: 1, exact: true });

const metadata: ModelMetadata = {
  id: 'tiny',
  title: 'Tiny',
  source: { sha256: '0'.repeat(64), licence: 'CC0-1.0' },
  labels: {
    labels: Array.from({ length: 10 }, (_, at) => ({ synset: null, label: `class ${at}` })),
    translations: {},
    file: 'labels.txt',
  },
  checkPicture: new Uint8Array(28 * 28 * 3).fill(128),
};

test('with pictures a checkpoint becomes int8, compared with float32 on other views', async () => {
  const steps = recordedSteps();
  const { model, calibration } = await convertCheckpoint(checkpoint, {
    metadata,
    pictures,
    start,
    steps,
  });
  expect(model.manifest).toMatchObject({
    architecture: 'resnet18 of 8 channels',
    precision: 'int8',
    classes: 10,
    input: { size: 224, resize: 256, filter: 'bilinear' },
    calibration: { pictures: 2, file: 'calibration.json' },
    agreement: { pictures: 48 },
  });
  expect(model.manifest.agreement?.top1).toBeGreaterThanOrEqual(0.95);
  expect(Object.keys(calibration ?? {})).toContain('layer4.1');
  expect(steps.titles).toEqual([
    'Reading the checkpoint',
    'Building the network, batch norm folded',
    'Calibrating on 44 views of 2 pictures',
    'Quantising to int8',
    'Comparing int8 with float32 on 48 other views',
  ]);
});

test('without pictures it stays in float32', async () => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model, calibration } = await convertCheckpoint(checkpoint, options);
  expect(model.manifest).toMatchObject({ precision: 'fp32', classes: 10 });
  expect(model.manifest.agreement).toBeUndefined();
  expect(calibration).toBeUndefined();
});

test('int8 that answers otherwise than float32 is not taken, and one sentence says so', async () => {
  const steps = recordedSteps();
  const startContrary: StartRunner = async (model) => {
    const running = await start(model);
    if (model.manifest.precision === 'fp32') return running;
    return {
      ...running,
      run: async (pixels) => ({ logits: (await running.run(pixels)).logits.map((x) => -x) }),
    };
  };
  const options = { metadata, pictures: pictures.slice(0, 1), start: startContrary, steps };
  const { model, calibration } = await convertCheckpoint(checkpoint, options);
  expect(model.manifest.precision).toBe('fp32');
  expect(calibration).toBeUndefined();
  expect(steps.said).toEqual([
    'int8 and float32 name the same best class for 0.0 % of these views, and 95 % are asked for: the model stays in float32.',
  ]);
});

test('the check records what the model answers, to three decimals', async () => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model } = await convertCheckpoint(checkpoint, options);
  const { manifest } = await recordCheck(model, start);
  expect(manifest.check.logits).toHaveLength(10);
  expect(manifest.check.logits.every((logit) => Number(logit.toFixed(3)) === logit)).toBe(true);
  expect(manifest.check.tolerance).toBeGreaterThan(0);
});

test.each([
  [[1, 2, 3], 'There are 10 labels, and this model answers with 3 numbers.'],
  [
    [1, 2, 3, 4, 5, 6, 7, 8, 9, Number.NaN],
    'This model answers with numbers that are infinite or none.',
  ],
])('a model that answers %j is refused', async (logits, sentence) => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model } = await convertCheckpoint(checkpoint, options);
  const broken: StartRunner = async () => ({
    run: async () => ({ logits: Float32Array.from(logits) }),
    close: async () => {},
  });
  await expect(recordCheck(model, broken)).rejects.toThrow(sentence);
});
