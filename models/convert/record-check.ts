import { scaleCheckPicture } from '../format/check-picture.ts';
import { ModelError } from '../format/model-error.ts';
import type { Model } from '../store/open-model.ts';
import type { StartRunner } from './types.ts';

/**
 * How far an int8 model's logits may differ from the recorded ones, in multiples of the shift
 * between int8 and float32. For EfficientNet-Lite0 and a ResNet-18, arm64 and x64 differ by a
 * quarter of that shift, and kernels that saturate by four times it.
 */
const maxShifts = 2;

/**
 * The same for float32, as a fraction of the logits' standard deviation: only summation order
 * differs.
 */
const maxDeviation = 0.01;

/** Logits are recorded to three decimals. */
const minTolerance = 0.002;

/**
 * Runs a model on its check picture and records the logits.
 *
 * @throws ModelError if it cannot be started or does not output finite numbers.
 */
export async function recordCheck(model: Model, start: StartRunner): Promise<Model> {
  const { manifest } = model;
  const runner = await start(model).catch((error: unknown) => {
    throw new ModelError(`ONNX Runtime cannot run this model: ${rootMessage(error)}`, {
      cause: error,
    });
  });
  const { logits } = await runner.run(scaleCheckPicture(manifest));
  await runner.close();
  if (logits.length !== manifest.classes) {
    throw new ModelError(
      `This model outputs ${logits.length} numbers, but there are ${manifest.classes} labels: give one label per output.`,
    );
  }
  if (!logits.every(Number.isFinite)) {
    throw new ModelError(
      'This model outputs values that are infinite or not numbers: check its weights.',
    );
  }
  const tolerance = manifest.agreement
    ? maxShifts * manifest.agreement.logitShift
    : maxDeviation * standardDeviation(logits);
  const check = {
    ...manifest.check,
    logits: Array.from(logits, (logit) => toThreeDecimals(logit)),
    tolerance: Math.max(toThreeDecimals(tolerance), minTolerance),
  };
  return { ...model, manifest: { ...manifest, check } };
}

/** Returns the first line of the innermost cause: the message of ONNX Runtime. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? (error.message.split('\n')[0] ?? '')
    : rootMessage(error.cause);
}

function toThreeDecimals(value: number): number {
  return Number(value.toFixed(3));
}

function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}
