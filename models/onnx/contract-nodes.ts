import type { ConstantData, Node } from '../network/onnx-graph.ts';
import { TensorProto_DataType as DataType } from '../proto/onnx_pb.ts';
import type { ClassOutput } from './class-output.ts';
import type { ImageInput } from './image-input.ts';

/** How a graph that is there already is given more tensors. */
export interface GraphEditor {
  /** A name like this one that no tensor has. */
  fresh(name: string): string;
  /** Adds a constant and returns its name. */
  constant(name: string, data: ConstantData, shape: readonly number[]): string;
}

interface Normalisation extends Pick<ImageInput, 'name' | 'planar'> {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Nodes that make a model's own input of `pixels`, uint8 `[n, size, size, 3]`. */
export function normalise({ name, planar, mean, std }: Normalisation, place: GraphEditor): Node[] {
  const shape = planar ? [3, 1, 1] : [3];
  const means = place.constant('pixels.mean', Float32Array.from(mean), shape);
  const deviations = place.constant('pixels.std', Float32Array.from(std), shape);
  const ordered = planar ? place.fresh('pixels.planes') : 'pixels';
  const [float, centred] = [place.fresh('pixels.float'), place.fresh('pixels.centred')];
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

/** Far below what a softmax in float32 tells from nothing; its logarithm is finite. */
const minProbability = 1e-20;

interface Ending extends Pick<ClassOutput, 'name' | 'flat'> {
  /** Whether probabilities are to become logits: softmax of a logarithm is the number itself. */
  readonly logarithm: boolean;
}

/** Nodes that make `logits`, float32 `[n, classes]`, of a model's own output. */
export function toLogits({ name, flat, logarithm }: Ending, place: GraphEditor): Node[] {
  const nodes: Node[] = [];
  let last = name;
  const append = (operator: string, rest: Pick<Node, 'attributes'> & { more?: string[] }) => {
    const output = place.fresh(`logits.${operator.toLowerCase()}`);
    const { more = [], ...attributes } = rest;
    nodes.push({ operator, inputs: [last, ...more], outputs: [output], ...attributes });
    last = output;
  };
  if (!flat) append('Flatten', { attributes: { axis: 1 } });
  if (logarithm) {
    const least = place.constant('logits.least', Float32Array.of(minProbability), []);
    append('Add', { more: [least] });
    append('Log', {});
  }
  return [...nodes, { operator: 'Identity', inputs: [last], outputs: ['logits'] }];
}
