import { ModelError } from '../format/model-error.ts';
import type { GraphProto, NodeProto } from '../proto/onnx_pb.ts';
import { fixedLength, onlyFloatTensor, writtenShape } from './tensor-type.ts';

/** Where a model gives its answer. */
export interface ClassOutput {
  readonly name: string;
  /** Undefined where the file does not say. */
  readonly classes: number | undefined;
  /** Whether it is `[n, classes]` already, without dimensions of one behind. */
  readonly flat: boolean;
}

/** Operators that hand on their first input's numbers in their order. */
const passing = new Set(['Identity', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Dropout']);

/**
 * Finds the output of an image classifier: float32 `[n, classes]`, or with dimensions of one behind.
 *
 * @throws ModelError
 */
export function classOutput({ output }: GraphProto): ClassOutput {
  const { name, dimensions } = onlyFloatTensor(output, 'output');
  if (!dimensions) return { name, classes: undefined, flat: false };
  const [, classes, ...rest] = dimensions;
  if (!classes || rest.some((dimension) => (fixedLength(dimension) ?? 1) !== 1)) {
    throw new ModelError(
      `The output ${name} is ${writtenShape(dimensions)} and not one number for each class, [n, classes].`,
    );
  }
  return { name, classes: fixedLength(classes), flat: rest.length === 0 };
}

/**
 * Takes off the softmax that a graph ends with, and only there: behind it numbers may be reshaped,
 * not computed with. What is left of it hands its input on.
 *
 * @returns Whether there was one.
 */
export function takeOffSoftmax({ node }: GraphProto, output: string): boolean {
  const makers = new Map(node.flatMap((one) => one.output.map((name) => [name, one] as const)));
  let last: NodeProto | undefined = makers.get(output);
  while (last && passing.has(last.opType)) last = makers.get(last.input[0] ?? '');
  if (last?.opType !== 'Softmax') return false;
  last.opType = 'Identity';
  last.attribute = [];
  return true;
}
