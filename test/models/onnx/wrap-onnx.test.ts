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

/** For a colour of 200, 100, 50: red and blue by hand. */
const options: OnnxOptions = {
  path: 'my.onnx',
  size: 4,
  mean: [100, 100, 100],
  std: [50, 50, 25],
  probabilities: false,
};
const normalised = [2, 0, -2];

/** What a wrapped model says of a picture of 4 x 4 pixels, all of them 200, 100, 50. */
async function logitsOf(file: Uint8Array, changed: Partial<OnnxOptions> = {}): Promise<number[]> {
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

describe('a wrapped classifier takes pixels and gives logits', () => {
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
      'with dimensions of one behind the classes',
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
    ['ending with a softmax, which is taken off', softmaxed(17)],
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
    expect(await logitsOf(classifier(changed))).toEqual(normalised);
  });

  test('a softmax in the middle stays', async () => {
    const file = classifier({
      node: [
        node('GlobalAveragePool', ['x', 'means']),
        node('Flatten', ['means', 'flat'], { axis: 1 }),
        node('Softmax', ['flat', 'scores'], { axis: 1 }),
        node('Neg', ['scores', 'y']),
      ],
    });
    // softmax(2, 0, -2), negated.
    expect(await logitsOf(file)).toEqual([-0.8668, -0.1173, -0.0159]);
  });

  test('probabilities whose softmax is not visible become logits by their logarithm', async () => {
    const file = classifier({
      node: [
        node('GlobalAveragePool', ['x', 'means']),
        node('Flatten', ['means', 'flat'], { axis: 1 }),
        node('Exp', ['flat', 'y']),
      ],
    });
    expect(await logitsOf(file, { probabilities: true })).toEqual(normalised);
  });

  test('a softmax that is visible is not answered with a logarithm as well', async () => {
    expect(await logitsOf(classifier(softmaxed(17)), { probabilities: true })).toEqual(normalised);
  });
});

test('operator set, size, classes and the softmax are told', () => {
  const { bytes, ...told } = wrapOnnx(classifier(softmaxed(11)), options);
  expect(told).toEqual({ size: 4, classes: 3, hadSoftmax: true });
  expect(fromBinary(ModelProtoSchema, bytes).opsetImport).toMatchObject([{ version: 11n }]);
});

test('the size is taken from the file where it says one', () => {
  const file = classifier({ input: [port('x', ['n', 3, 299, 299])] });
  expect(wrapOnnx(file, { ...options, size: undefined }).size).toBe(299);
});

describe('what is no image classifier is refused in one sentence', () => {
  const outside = { name: 'weight', dataLocation: Location.EXTERNAL };
  test.each<[string, Options]>([
    ['The input x is [n, 3] and not a batch of pictures', { input: [port('x', ['n', 3])] }],
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
      'The input x of this model is float16 and not float32',
      { input: [port('x', ['n', 3, 'h', 'w'], DataType.FLOAT16)] },
    ],
    [
      'The output y of this model is int64 and not float32',
      { output: [port('y', ['n'], DataType.INT64)] },
    ],
    ['none of its dimensions is red, green and blue', { input: [port('x', ['n', 1, 28, 28])] }],
    ['export the model for one picture', { input: [port('x', [8, 3, 4, 4])] }],
    ['takes 299 x 299 pixels and not 4 x 4', { input: [port('x', [1, 3, 299, 299])] }],
    ['takes 4 x 8 pixels and not 4 x 4', { input: [port('x', [1, 3, 4, 8])] }],
    [
      'The output y is [n, 3, 7, 7] and not one number for each class',
      { output: [port('y', ['n', 3, 7, 7])] },
    ],
    ['my.onnx keeps weights such as weight in another file', { initializer: [outside] }],
    ['my.onnx uses operator set 6', { opset: 6 }],
    ['my.onnx is no ONNX file', { node: [] }],
  ])('%s', (sentence, changed) => {
    expect(() => wrapOnnx(classifier(changed), options)).toThrow(
      expect.objectContaining({ name: 'ModelError', message: expect.stringContaining(sentence) }),
    );
  });

  test('any size, and none is said', () => {
    expect(() => wrapOnnx(classifier(), { ...options, size: undefined })).toThrow(
      'This model takes pictures of any size: say which with --size N.',
    );
  });

  test('text', () => {
    expect(() => wrapOnnx(Buffer.from('This is no model.'), options)).toThrow('is no ONNX file');
  });
});
