import { checkPixels } from '../format/check-pixels.ts';
import { ModelError } from '../format/model-error.ts';
import type { Model } from '../store/open-model.ts';
import type { StartRunner } from './types.ts';

/**
 * How far an int8 model's logits may lie from the recorded ones, in shifts between int8 and float32.
 * For EfficientNet-Lite0 and a ResNet-18, arm64 and x64 are a quarter of that shift apart, and
 * kernels that saturate four times it.
 */
const toleratedShifts = 2;

/** The same for float32, as a share of the logits' standard deviation: order of summation alone. */
const toleratedShare = 0.01;

/** Logits are recorded to three decimals. */
const minTolerance = 0.002;

/**
 * Has a model answer its check's picture and records the logits.
 *
 * @throws ModelError where it cannot be started or does not answer with numbers.
 */
export async function recordCheck(model: Model, start: StartRunner): Promise<Model> {
  const { manifest } = model;
  const running = await start(model).catch((error: unknown) => {
    throw new ModelError(`ONNX Runtime cannot run this model: ${reason(error)}`, { cause: error });
  });
  const { logits } = await running.run(checkPixels(manifest));
  await running.close();
  if (logits.length !== manifest.classes) {
    throw new ModelError(
      `There are ${manifest.classes} labels, and this model answers with ${logits.length} numbers.`,
    );
  }
  if (!logits.every(Number.isFinite)) {
    throw new ModelError('This model answers with numbers that are infinite or none.');
  }
  const tolerance = manifest.agreement
    ? toleratedShifts * manifest.agreement.logitShift
    : toleratedShare * deviation(logits);
  const check = {
    ...manifest.check,
    logits: Array.from(logits, (logit) => rounded(logit)),
    tolerance: Math.max(rounded(tolerance), minTolerance),
  };
  return { ...model, manifest: { ...manifest, check } };
}

/** The first line of what lies deepest: what ONNX Runtime itself says. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? (error.message.split('\n')[0] ?? '') : reason(error.cause);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}
