import { fromBinary } from '@bufbuild/protobuf';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { type OnnxOptions, wrapOnnx } from '../../../models/onnx/wrap-onnx.ts';
import {
  TensorProto_DataType as DataType,
  TensorProto_DataLocation as Location,
  ModelProtoSchema,
} from '../../../models/proto/onnx_pb.ts';
import { classifier, node, type Options, port } from './classifier.ts';

/** For a picture of the colour 200, 100, 50; the normalised values are computed by hand. */
const options: OnnxOptions = {
  path: 'my.onnx',
  size: 4,
  mean: [100, 100, 100],
  std: [50, 50, 25],
  probabilities: false,
};
const normalised = [2, 0, -2];

/** Runs a wrapped model on a picture of 4 x 4 pixels of the colour 200, 100, 50. */
async function computeLogits(
  file: Uint8Array,
  changed: Partial<OnnxOptions> = {},
): Promise<number[]> {
  const session = await InferenceSession.create(wrapOnnx(file, { ...options, ...changed }).bytes);
  const pixels = Uint8Array.from({ length: 48 }, (_, at) => [200, 100, 50][at % 3]!);
  const { logits } = await session.run({ pixels: new Tensor('uint8', pixels, [1, 4, 4, 3]) });
  expect(logits!.dims).toEqual([1, 3]);
  return Array.from(logits!.data as Float32Array, (value) => Number(value.toFixed(4)));
}

const softmaxed = (opset: number): Options => ({
  opset,
  node: [
    node('GlobalAveragePool', ['x', 'means']),
    node('Flatten', ['means', 'flat'], { axis: 1 }),
    node('Softmax', ['flat', 'y'], { axis: 1 }),
  ],
});

describe('a wrapped classifier has the input pixels and the output logits', () => {
  test.each<[string, Options]>([
    ['with colours first and any size', {}],
    ['with a fixed size and one picture', { input: [port('x', [1, 3, 4, 4])] }],
    [
      'with colours last',
      {
        node: [node('ReduceMean', ['x', 'y'], { axes: [1, 2], keepdims: 0 })],
        input: [port('x', ['n', 4, 4, 3])],
      },
    ],
    [
      'with dimensions of one after the classes',
      { node: [node('GlobalAveragePool', ['x', 'y'])], output: [port('y', ['n', 3, 1, 1])] },
    ],
    ['with an output of unknown shape', { output: [port('y', undefined)] }],
    [
      'whose own tensors are called pixels and logits',
      {
        node: [
          node('GlobalAveragePool', ['logits', 'pixels']),
          node('Flatten', ['pixels', 'y'], { axis: 1 }),
        ],
        input: [port('logits', ['n', 3, 'h', 'w'])],
      },
    ],
    [
      'whose output is called logits',
      {
        node: [
          node('GlobalAveragePool', ['pixels', 'means']),
          node('Flatten', ['means', 'logits'], { axis: 1 }),
        ],
        input: [port('pixels', ['n', 3, 'h', 'w'])],
        output: [port('logits', ['n', 3])],
      },
    ],
    ['of the oldest operators and format', { opset: 7, irVersion: 3 }],
    ['ending with a softmax, which is removed', softmaxed(17)],
    ['ending with a softmax of old operators', softmaxed(11)],
    [
      'ending with a softmax and a reshape',
      {
        node: [
          node('GlobalAveragePool', ['x', 'means']),
          node('Softmax', ['means', 'scores'], { axis: 1 }),
          node('Flatten', ['scores', 'y'], { axis: 1 }),
        ],
      },
    ],
  ])('%s', async (_, changed) => {
    expect(await computeLogits(classifier(changed))).toEqual(normalised);
  });

  test('keeps a softmax in the middle', async () => {
    const file = classifier({
      node: [
        node('GlobalAveragePool', ['x', 'means']),
        node('Flatten', ['means', 'flat'], { axis: 1 }),
        node('Softmax', ['flat', 'scores'], { axis: 1 }),
        node('Neg', ['scores', 'y']),
      ],
    });
    // softmax(2, 0, -2), negated.
    expect(await computeLogits(file)).toEqual([-0.8668, -0.1173, -0.0159]);
  });

  test('takes the logarithm of probabilities whose softmax is not visible', async () => {
    const file = classifier({
      node: [
        node('GlobalAveragePool', ['x', 'means']),
        node('Flatten', ['means', 'flat'], { axis: 1 }),
        node('Exp', ['flat', 'y']),
      ],
    });
    expect(await computeLogits(file, { probabilities: true })).toEqual(normalised);
  });

  test('does not take the logarithm if it removes a softmax', async () => {
    expect(await computeLogits(classifier(softmaxed(17)), { probabilities: true })).toEqual(
      normalised,
    );
  });
});

test('keeps the operator set, and reports size, classes and the softmax', () => {
  const { bytes, ...result } = wrapOnnx(classifier(softmaxed(11)), options);
  expect(result).toEqual({ size: 4, classes: 3, hadSoftmax: true });
  expect(fromBinary(ModelProtoSchema, bytes).opsetImport).toMatchObject([{ version: 11n }]);
});

test('takes the size from the file if it has one', () => {
  const file = classifier({ input: [port('x', ['n', 3, 299, 299])] });
  expect(wrapOnnx(file, { ...options, size: undefined }).size).toBe(299);
});

describe('refuses what is not an image classifier', () => {
  const outside = { name: 'weight', dataLocation: Location.EXTERNAL };
  test.each<[string, Options]>([
    [
      'The input x has shape [n, 3], expected a batch of pictures',
      { input: [port('x', ['n', 3])] },
    ],
    ['The input x is of unknown shape', { input: [port('x', undefined)] }],
    [
      'one input, this model has 2 (x, z)',
      { input: [port('x', ['n', 3, 'h', 'w']), port('z', [1])] },
    ],
    [
      'one output, this model has 2 (y, means)',
      { output: [port('y', ['n', 3]), port('means', [1])] },
    ],
    [
      'The input x of this model is float16, expected float32',
      { input: [port('x', ['n', 3, 'h', 'w'], DataType.FLOAT16)] },
    ],
    [
      'The output y of this model is int64, expected float32',
      { output: [port('y', ['n'], DataType.INT64)] },
    ],
    [
      'has shape [n, 1, 28, 28], expected a dimension of 3',
      { input: [port('x', ['n', 1, 28, 28])] },
    ],
    ['export the model for one picture', { input: [port('x', [8, 3, 4, 4])] }],
    ['takes 299 x 299 pixels, not 4 x 4', { input: [port('x', [1, 3, 299, 299])] }],
    ['takes 4 x 8 pixels, not 4 x 4', { input: [port('x', [1, 3, 4, 8])] }],
    [
      'The output y has shape [n, 3, 7, 7], expected one number per class',
      { output: [port('y', ['n', 3, 7, 7])] },
    ],
    ['my.onnx keeps weights such as weight in another file', { initializer: [outside] }],
    ['my.onnx uses operator set 6', { opset: 6 }],
    ['my.onnx is not an ONNX file', { node: [] }],
  ])('%s', (sentence, changed) => {
    expect(() => wrapOnnx(classifier(changed), options)).toThrow(
      expect.objectContaining({ name: 'ModelError', message: expect.stringContaining(sentence) }),
    );
  });

  test('any size, and no --size', () => {
    expect(() => wrapOnnx(classifier(), { ...options, size: undefined })).toThrow(
      /any size.* --size N/,
    );
  });

  test('text', () => {
    expect(() => wrapOnnx(Buffer.from('This is not a model.'), options)).toThrow(
      'is not an ONNX file',
    );
  });
});
