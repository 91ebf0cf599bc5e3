import { create, toBinary } from '@bufbuild/protobuf';
import {
  type ConstantData,
  type Node,
  type Port,
  toNodeProto,
  toTensorProto,
  toValueInfo,
} from '../network/onnx-graph.ts';
import {
  type GraphProto,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from '../proto/onnx_pb.ts';
import { findClassOutput, removeFinalSoftmax } from './class-output.ts';
import { createLogits, createNormalisation } from './contract-nodes.ts';
import { findImageInput, listInputs } from './image-input.ts';
import { readOnnx } from './read-onnx.ts';
import { TensorNames } from './tensor-names.ts';

/** Properties of a model that its ONNX file does not contain, and the path of the file. */
export interface OnnxOptions {
  /** For error messages. */
  readonly path: string;
  /** Side of the square input in pixels; undefined takes the size from the file. */
  readonly size: number | undefined;
  /** Mean and standard deviation of red, green and blue, for pixels from 0 to 255. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Whether the output has been through a softmax. */
  readonly probabilities: boolean;
}

export interface WrappedOnnx {
  /** The wrapped file, which matches the contract. */
  readonly bytes: Uint8Array;
  readonly size: number;
  /** Undefined if the file does not give it. */
  readonly classes: number | undefined;
  /** Whether a softmax at the end was removed. */
  readonly hadSoftmax: boolean;
}

/** From this version of the format on, weights need not be listed as inputs. */
const minIrVersion = 4n;

/**
 * Wraps an image classifier to match the contract of a model file: uint8 `pixels`
 * `[n, size, size, 3]` in, normalised inside, float32 `logits` `[n, classes]` out. The nodes in
 * between stay unchanged.
 *
 * @throws ModelError if the file is damaged or not an image classifier.
 */
export function wrapOnnx(bytes: Uint8Array, options: OnnxOptions): WrappedOnnx {
  const { model, graph } = readOnnx(bytes, options.path);
  const input = findImageInput(graph, options.size);
  const output = findClassOutput(graph);
  const hadSoftmax = removeFinalSoftmax(graph, output.name);
  const names = new TensorNames(graph);
  const renamed = names.vacate(['pixels', 'logits']);
  const constant = (name: string, data: ConstantData, shape: readonly number[]) => {
    const unique = names.reserve(name);
    graph.initializer.push(create(TensorProtoSchema, toTensorProto(unique, data, shape)));
    return unique;
  };
  const editor = { constant, uniqueName: (name: string) => names.reserve(name) };
  const before = createNormalisation({ ...input, ...options, name: renamed(input.name) }, editor);
  const logarithm = options.probabilities && !hadSoftmax;
  const after = createLogits({ ...output, logarithm, name: renamed(output.name) }, editor);
  graph.node = [...before.map(createNode), ...graph.node, ...after.map(createNode)];
  const { batch, size } = input;
  const { classes } = output;
  replacePorts(graph, [
    { name: 'pixels', type: 'UINT8', shape: [batch, size, size, 3] },
    { name: 'logits', type: 'FLOAT', shape: [batch, classes ?? 'classes'] },
  ]);
  if (model.irVersion < minIrVersion) model.irVersion = minIrVersion;
  return { bytes: toBinary(ModelProtoSchema, model), size, classes, hadSoftmax };
}

function createNode(node: Node) {
  return create(NodeProtoSchema, toNodeProto(node));
}

function replacePorts(graph: GraphProto, [input, output]: readonly [Port, Port]): void {
  const [replaced] = listInputs(graph);
  graph.input = [
    create(ValueInfoProtoSchema, toValueInfo(input)),
    ...graph.input.filter((each) => each !== replaced),
  ];
  graph.output = [create(ValueInfoProtoSchema, toValueInfo(output))];
}
