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

/** Pictures are resized to 256 pixels for a 224 pixel square, as in most published evaluations. */
const resizePerSize = 256 / 224;

/**
 * Converts an image classifier in ONNX to a model, with nodes around its graph that match the contract.
 *
 * @throws ModelError
 */
export async function convertOnnx(path: string, options: ConvertOnnxOptions): Promise<Model> {
  const { metadata, steps, ...rest } = options;
  return await steps.run('Wrapping the graph: pixels in, logits out', async () => {
    const wrapped = wrapOnnx(await readBytes(path), { ...rest, path });
    const { bytes, size, classes = metadata.labels.labels.length } = wrapped;
    refuseSize(size);
    if (wrapped.hadSoftmax)
      steps.say('Removed the softmax at the end of the graph: scores are computed with one.');
    const input = { size, resize: Math.round(size * resizePerSize), filter: 'bilinear' } as const;
    return draftModel({ bytes, architecture: 'ONNX', precision: 'fp32', input, classes }, metadata);
  });
}

function refuseSize(size: number): void {
  if (size >= inputSides.min && size <= inputSides.max) return;
  throw new ModelError(
    `This model takes ${size} x ${size} pixels, supported are ${inputSides.min} to ${inputSides.max}: export it with another size.`,
  );
}

/**
 * Refuses a model whose outputs look like probabilities although they were not declared as such: a
 * softmax of them would make all classes about equal.
 *
 * @throws ModelError
 */
export function refuseProbabilities({ check }: Model['manifest']): void {
  const sum = check.logits.reduce((total, value) => total + value, 0);
  if (check.logits.length < 2 || check.logits.some((value) => value < 0 || value > 1)) return;
  if (Math.abs(sum - 1) > sumTolerance) return;
  throw new ModelError(
    'The output of this model looks like probabilities, but the model does not end with a softmax: pass --output probabilities if they are, or --output logits if not.',
  );
}

/** Tolerance of a sum of one: a thousand probabilities rounded to three decimals. */
const sumTolerance = 0.1;

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ModelError(`${path} cannot be read; check its path.`, { cause });
  }
}
