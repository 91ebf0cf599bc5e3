import { create, toBinary } from '@bufbuild/protobuf';
import {
  type ConstantData,
  type Node,
  nodeOf,
  type Port,
  tensorOf,
  valueInfo,
} from '../network/onnx-graph.ts';
import {
  type GraphProto,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from '../proto/onnx_pb.ts';
import { classOutput, takeOffSoftmax } from './class-output.ts';
import { normalise, toLogits } from './contract-nodes.ts';
import { imageInput, trueInputs } from './image-input.ts';
import { readOnnx } from './read-onnx.ts';
import { TensorNames } from './tensor-names.ts';

/** What a file does not say about its model. */
export interface OnnxOptions {
  /** For error messages. */
  readonly path: string;
  /** Side of the square that it takes, in pixels; undefined takes what the file says. */
  readonly size: number | undefined;
  /** Mean and standard deviation of red, green and blue, for pixels from 0 to 255. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Whether what comes out has been through a softmax. */
  readonly probabilities: boolean;
}

export interface WrappedOnnx {
  /** The file that keeps the contract. */
  readonly bytes: Uint8Array;
  readonly size: number;
  /** Undefined where the file does not say. */
  readonly classes: number | undefined;
  /** Whether a softmax at its end was taken off. */
  readonly hadSoftmax: boolean;
}

/** From this version of the format on, weights need not be inputs as well. */
const weightsAlone = 4n;

/**
 * Gives an image classifier the contract of a model file: uint8 `pixels` `[n, size, size, 3]` in,
 * normalised inside, float32 `logits` `[n, classes]` out. What lies between stays as it is.
 *
 * @throws ModelError where the file is damaged or no image classifier.
 */
export function wrapOnnx(bytes: Uint8Array, options: OnnxOptions): WrappedOnnx {
  const { model, graph } = readOnnx(bytes, options.path);
  const input = imageInput(graph, options.size);
  const output = classOutput(graph);
  const hadSoftmax = takeOffSoftmax(graph, output.name);
  const names = new TensorNames(graph);
  const renamed = names.vacate(['pixels', 'logits']);
  const constant = (name: string, data: ConstantData, shape: readonly number[]) => {
    const fresh = names.fresh(name);
    graph.initializer.push(create(TensorProtoSchema, tensorOf(fresh, data, shape)));
    return fresh;
  };
  const place = { constant, fresh: (name: string) => names.fresh(name) };
  const before = normalise({ ...input, ...options, name: renamed(input.name) }, place);
  const logarithm = options.probabilities && !hadSoftmax;
  const after = toLogits({ ...output, logarithm, name: renamed(output.name) }, place);
  graph.node = [...before.map(toNode), ...graph.node, ...after.map(toNode)];
  const { batch, size } = input;
  const { classes } = output;
  replacePorts(graph, [
    { name: 'pixels', type: 'UINT8', shape: [batch, size, size, 3] },
    { name: 'logits', type: 'FLOAT', shape: [batch, classes ?? 'classes'] },
  ]);
  if (model.irVersion < weightsAlone) model.irVersion = weightsAlone;
  return { bytes: toBinary(ModelProtoSchema, model), size, classes, hadSoftmax };
}

function toNode(node: Node) {
  return create(NodeProtoSchema, nodeOf(node));
}

function replacePorts(graph: GraphProto, [input, output]: readonly [Port, Port]): void {
  const [replaced] = trueInputs(graph);
  graph.input = [
    create(ValueInfoProtoSchema, valueInfo(input)),
    ...graph.input.filter((one) => one !== replaced),
  ];
  graph.output = [create(ValueInfoProtoSchema, valueInfo(output))];
}
