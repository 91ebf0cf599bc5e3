import { expect, test } from 'vitest';
import { convertCheckpoint } from '../../../models/convert/convert-checkpoint.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import { recordedSteps } from './recorded-steps.ts';
import { checkpoint, metadata, pictures, start } from './tiny-checkpoint.ts';

test('converts a checkpoint with pictures to int8 and compares it with float32 on other views', async () => {
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

test('stays in float32 without pictures', async () => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model, calibration } = await convertCheckpoint(checkpoint, options);
  expect(model.manifest).toMatchObject({ precision: 'fp32', classes: 10 });
  expect(model.manifest.agreement).toBeUndefined();
  expect(calibration).toBeUndefined();
});

test('keeps float32 and says so if int8 disagrees', async () => {
  const steps = recordedSteps();
  const startInverted: StartRunner = async (model) => {
    const runner = await start(model);
    if (model.manifest.precision === 'fp32') return runner;
    return {
      ...runner,
      run: async (pixels) => ({ logits: (await runner.run(pixels)).logits.map((x) => -x) }),
    };
  };
  const options = { metadata, pictures: pictures.slice(0, 1), start: startInverted, steps };
  const { model, calibration } = await convertCheckpoint(checkpoint, options);
  expect(model.manifest.precision).toBe('fp32');
  expect(calibration).toBeUndefined();
  expect(steps.messages).toEqual([expect.stringMatching(/ 0\.0 % .* 95 %: .* float32\.$/)]);
});
