import { ModelError } from '../format/model-error.ts';
import type { GraphProto, NodeProto } from '../proto/onnx_pb.ts';
import { fixedLength, formatShape, onlyFloatTensor } from './tensor-type.ts';

/** The output of an image classifier. */
export interface ClassOutput {
  readonly name: string;
  /** Undefined if the file does not give it. */
  readonly classes: number | undefined;
  /** Whether its shape is `[n, classes]`, without trailing dimensions of one. */
  readonly flat: boolean;
}

/** Operators that pass on the values of their first input in the same order. */
const passThrough = new Set(['Identity', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Dropout']);

/**
 * Finds the output of an image classifier: float32 `[n, classes]`, possibly with trailing
 * dimensions of one.
 *
 * @throws ModelError if there is no such output.
 */
export function findClassOutput({ output }: GraphProto): ClassOutput {
  const { name, dimensions } = onlyFloatTensor(output, 'output');
  if (!dimensions) return { name, classes: undefined, flat: false };
  const [, classes, ...rest] = dimensions;
  if (!classes || rest.some((dimension) => (fixedLength(dimension) ?? 1) !== 1)) {
    throw new ModelError(
      `The output ${name} has shape ${formatShape(dimensions)}, expected one number per class, [n, classes]: export the model with such an output.`,
    );
  }
  return { name, classes: fixedLength(classes), flat: rest.length === 0 };
}

/**
 * Removes the softmax at the end of a graph. Only nodes that reshape may follow it. The
 * node becomes an Identity.
 *
 * @returns Whether there was one.
 */
export function removeFinalSoftmax({ node }: GraphProto, output: string): boolean {
  const producers = new Map(
    node.flatMap((each) => each.output.map((name) => [name, each] as const)),
  );
  let last: NodeProto | undefined = producers.get(output);
  while (last && passThrough.has(last.opType)) last = producers.get(last.input[0] ?? '');
  if (last?.opType !== 'Softmax') return false;
  last.opType = 'Identity';
  last.attribute = [];
  return true;
}
