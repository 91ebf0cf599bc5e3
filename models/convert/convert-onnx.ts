import { readFile } from 'node:fs/promises';
import { inputSides } from '../format/manifest.ts';
import { ModelError } from '../format/model-error.ts';
import { type OnnxOptions, wrapOnnx } from '../onnx/wrap-onnx.ts';
import type { Model } from '../store/open-model.ts';
import { draftModel, type ModelMetadata } from './draft-model.ts';
import type { Steps } from './types.ts';

export interface ConvertOnnxOptions extends Omit<OnnxOptions, 'path'> {
  readonly metadata: ModelMetadata;
  readonly steps: Steps;
}

/** Resized to 256 pixels for a square of 224, as most networks were measured. */
const resizePerSize = 256 / 224;

/**
 * Makes a model of an image classifier in ONNX: as it is, within the contract.
 *
 * @throws ModelError
 */
export async function convertOnnx(path: string, options: ConvertOnnxOptions): Promise<Model> {
  const { metadata, steps, ...rest } = options;
  return await steps.run('Giving the graph its contract: pixels in, logits out', async () => {
    const wrapped = wrapOnnx(await readBytes(path), { ...rest, path });
    const { bytes, size, classes = metadata.labels.labels.length } = wrapped;
    refuseSize(size);
    if (wrapped.hadSoftmax)
      steps.say('It ends with a softmax, which is taken off: scores get one.');
    const input = { size, resize: Math.round(size * resizePerSize), filter: 'bilinear' } as const;
    return draftModel({ bytes, architecture: 'ONNX', precision: 'fp32', input, classes }, metadata);
  });
}

function refuseSize(size: number): void {
  if (size >= inputSides.min && size <= inputSides.max) return;
  throw new ModelError(
    `This model takes ${size} x ${size} pixels; from ${inputSides.min} to ${inputSides.max} are possible.`,
  );
}

/**
 * Refuses a model that answers with probabilities when nobody said so: softmax of them would make
 * all classes about equal.
 *
 * @throws ModelError
 */
export function refuseProbabilities({ check }: Model['manifest']): void {
  const sum = check.logits.reduce((total, value) => total + value, 0);
  if (check.logits.length < 2 || check.logits.some((value) => value < 0 || value > 1)) return;
  if (Math.abs(sum - 1) > roundedSum) return;
  throw new ModelError(
    'What this model answers looks like probabilities, although it does not end with a softmax: say --output probabilities, or --output logits if they are none.',
  );
}

/** Numbers of three decimals that sum to one, of a thousand classes. */
const roundedSum = 0.1;

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelError(`${path} cannot be read.`, { cause });
  }
}
