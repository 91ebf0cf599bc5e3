import type { InferenceSession } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { checkContract } from '../../../functions/inference/contract-check.ts';
import { createManifest } from '../../support/manifest.ts';

type Metadata = InferenceSession.ValueMetadata;
type Tensor = Extract<Metadata, { isTensor: true }>;

const tensor = (name: string, type: Tensor['type'], shape: Tensor['shape']): Metadata => ({
  name,
  isTensor: true,
  type,
  shape,
});

const pixels = tensor('pixels', 'uint8', ['n', 224, 224, 3]);
const logits = tensor('logits', 'float32', ['n', 1000]);
const heat = tensor('heat', 'float32', ['n', 5, 7, 7]);
const manifest = createManifest({ id: 'mine', classes: 1000 });

function check(inputs: Metadata[], outputs: Metadata[]): () => void {
  return () => checkContract({ inputMetadata: inputs, outputMetadata: outputs }, manifest);
}

describe('a model that fits the contract', () => {
  test.each([
    ['with heat', [pixels], [logits, heat]],
    ['without heat', [pixels], [logits]],
    ['for one picture only', [tensor('pixels', 'uint8', [1, 224, 224, 3])], [logits]],
    ['with another output', [pixels], [tensor('aux', 'int64', [3]), heat, logits]],
    ['with heat of any size', [pixels], [logits, tensor('heat', 'float32', [1, 3, 9, 14])]],
    [
      'with heat of unknown size',
      [pixels],
      [logits, tensor('heat', 'float32', ['n', 5, 'h', 'w'])],
    ],
  ])('passes %s', (_name, inputs, outputs) => {
    expect(check(inputs, outputs)).not.toThrow();
  });
});

interface Breach {
  readonly name: string;
  readonly inputs?: Metadata[];
  readonly outputs?: Metadata[];
  readonly problem: string;
}

const breaches: Breach[] = [
  {
    name: 'takes floats',
    inputs: [tensor('pixels', 'float32', ['n', 224, 224, 3])],
    problem: '"pixels" is float32 [n, 224, 224, 3], expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'takes channels first',
    inputs: [tensor('pixels', 'uint8', ['n', 3, 224, 224])],
    problem: '"pixels" is uint8 [n, 3, 224, 224], expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'takes another size',
    inputs: [tensor('pixels', 'uint8', ['n', 240, 240, 3])],
    problem: '"pixels" is uint8 [n, 240, 240, 3], expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'takes any size',
    inputs: [tensor('pixels', 'uint8', ['n', 'h', 'w', 3])],
    problem: '"pixels" is uint8 [n, h, w, 3], expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'has no batch dimension',
    inputs: [tensor('pixels', 'uint8', [224, 224, 3])],
    problem: '"pixels" is uint8 [224, 224, 3], expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'names its input differently',
    inputs: [tensor('input', 'uint8', ['n', 224, 224, 3])],
    problem: '"pixels" is missing, expected uint8 [n, 224, 224, 3].',
  },
  {
    name: 'has more classes',
    outputs: [tensor('logits', 'float32', ['n', 1001])],
    problem: '"logits" is float32 [n, 1001], expected float32 [n, 1000].',
  },
  {
    name: 'rounds its logits',
    outputs: [tensor('logits', 'int8', ['n', 1000])],
    problem: '"logits" is int8 [n, 1000], expected float32 [n, 1000].',
  },
  {
    name: 'has no logits',
    outputs: [heat],
    problem: '"logits" is missing, expected float32 [n, 1000].',
  },
  {
    name: 'has logits that are not a tensor',
    outputs: [{ name: 'logits', isTensor: false }],
    problem: '"logits" is not a tensor, expected float32 [n, 1000].',
  },
  {
    name: 'has one map for all classes',
    outputs: [logits, tensor('heat', 'float32', ['n', 7, 7])],
    problem: '"heat" is float32 [n, 7, 7], expected float32 [n, any, any, any].',
  },
];

describe('a model that breaks the contract', () => {
  test.each(breaches)('fails if it $name', ({ inputs = [pixels], outputs = [logits], problem }) => {
    expect(check(inputs, outputs)).toThrow(
      expect.objectContaining({
        name: 'ModelError',
        message: `Model mine does not fit its manifest: tensor ${problem}`,
      }),
    );
  });
});
