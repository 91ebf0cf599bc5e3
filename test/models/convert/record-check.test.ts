import { expect, test } from 'vitest';
import { convertCheckpoint } from '../../../models/convert/convert-checkpoint.ts';
import { recordCheck } from '../../../models/convert/record-check.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import { recordedSteps } from './recorded-steps.ts';
import { checkpoint, metadata, start } from './tiny-checkpoint.ts';

test('records the logits of the check picture to three decimals', async () => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model } = await convertCheckpoint(checkpoint, options);
  const { manifest } = await recordCheck(model, start);
  expect(manifest.check.logits).toHaveLength(10);
  expect(manifest.check.logits.every((logit) => Number(logit.toFixed(3)) === logit)).toBe(true);
  expect(manifest.check.tolerance).toBeGreaterThan(0);
});

test.each([
  [[1, 2, 3], /3 numbers.* 10 labels/],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, Number.NaN], /not numbers/],
])('refuses a model that outputs %j', async (logits, message) => {
  const options = { metadata, pictures: undefined, start, steps: recordedSteps() };
  const { model } = await convertCheckpoint(checkpoint, options);
  const broken: StartRunner = async () => ({
    run: async () => ({ logits: Float32Array.from(logits) }),
    close: async () => {},
  });
  await expect(recordCheck(model, broken)).rejects.toThrow(message);
});
