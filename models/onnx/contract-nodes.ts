import type { ConstantData, Node } from '../network/onnx-graph.ts';
import { TensorProto_DataType as DataType } from '../proto/onnx_pb.ts';
import type { ClassOutput } from './class-output.ts';
import type { ImageInput } from './image-input.ts';

/** Adds tensors to an existing graph. */
export interface GraphEditor {
  /** Returns this name, or one like it if a tensor has it already. */
  uniqueName(name: string): string;
  /** Adds a constant and returns its name. */
  constant(name: string, data: ConstantData, shape: readonly number[]): string;
}

interface Normalisation extends Pick<ImageInput, 'name' | 'planar'> {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Creates the nodes that compute a model's own input from `pixels`, uint8 `[n, size, size, 3]`. */
export function createNormalisation(
  { name, planar, mean, std }: Normalisation,
  editor: GraphEditor,
): Node[] {
  const shape = planar ? [3, 1, 1] : [3];
  const means = editor.constant('pixels.mean', Float32Array.from(mean), shape);
  const deviations = editor.constant('pixels.std', Float32Array.from(std), shape);
  const ordered = planar ? editor.uniqueName('pixels.planes') : 'pixels';
  const [float, centred] = [editor.uniqueName('pixels.float'), editor.uniqueName('pixels.centred')];
  const transpose: Node = {
    operator: 'Transpose',
    inputs: ['pixels'],
    outputs: [ordered],
    attributes: { perm: [0, 3, 1, 2] },
  };
  const cast = { to: DataType.FLOAT };
  return [
    ...(planar ? [transpose] : []),
    { operator: 'Cast', inputs: [ordered], outputs: [float], attributes: cast },
    { operator: 'Sub', inputs: [float, means], outputs: [centred] },
    { operator: 'Div', inputs: [centred, deviations], outputs: [name] },
  ];
}

/**
 * Added before the logarithm to keep it finite; far below the precision of a softmax in float32.
 */
const minProbability = 1e-20;

interface Ending extends Pick<ClassOutput, 'name' | 'flat'> {
  /**
   * Whether to take the logarithm of the outputs, if they are probabilities: its softmax gives the
   * same probabilities.
   */
  readonly logarithm: boolean;
}

/** Creates the nodes that compute `logits`, float32 `[n, classes]`, from a model's own output. */
export function createLogits({ name, flat, logarithm }: Ending, editor: GraphEditor): Node[] {
  const nodes: Node[] = [];
  let last = name;
  const append = (operator: string, rest: Pick<Node, 'attributes'> & { more?: string[] }) => {
    const output = editor.uniqueName(`logits.${operator.toLowerCase()}`);
    const { more = [], ...attributes } = rest;
    nodes.push({ operator, inputs: [last, ...more], outputs: [output], ...attributes });
    last = output;
  };
  if (!flat) append('Flatten', { attributes: { axis: 1 } });
  if (logarithm) {
    const offset = editor.constant('logits.least', Float32Array.of(minProbability), []);
    append('Add', { more: [offset] });
    append('Log', {});
  }
  return [...nodes, { operator: 'Identity', inputs: [last], outputs: ['logits'] }];
}
