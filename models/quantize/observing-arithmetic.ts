import { FloatArithmetic } from '../network/float-arithmetic.ts';
import type { ActivationFunction, Network } from '../network/network.ts';
import type { Node, OnnxGraph, Port } from '../network/onnx-graph.ts';

/** A network in float32 that also outputs the minimum, maximum and channel means of its tensors. */
export class ObservingArithmetic extends FloatArithmetic {
  readonly #graph: OnnxGraph;
  readonly #observed: string[] = [];

  constructor(graph: OnnxGraph, network: Network) {
    super(graph, network);
    this.#graph = graph;
  }

  override get outputs(): readonly Port[] {
    return this.#observed.flatMap((name) =>
      Object.values(getObservationNames(name)).map((output) => ({
        name: output,
        type: 'FLOAT' as const,
      })),
    );
  }

  override compute(node: Node, activation: ActivationFunction): void {
    super.compute(node, activation);
    this.#observe(node.outputs[0]);
  }

  override select(node: Node): void {
    super.select(node);
    this.#observe(node.outputs[0]);
  }

  #observe(name: string): void {
    this.#observed.push(name);
    const { min, max, mean } = getObservationNames(name);
    const reduce = (operator: string, output: string, axes: readonly number[]) =>
      this.#graph.add({
        operator,
        inputs: [name],
        outputs: [output],
        attributes: { axes, keepdims: 0 },
      });
    reduce('ReduceMin', min, [0, 1, 2, 3]);
    reduce('ReduceMax', max, [0, 1, 2, 3]);
    reduce('ReduceMean', mean, [0, 2, 3]);
  }
}

/** Returns the names of a tensor's statistics outputs: two scalars and one number per channel. */
export function getObservationNames(name: string): { min: string; max: string; mean: string } {
  return { min: `${name}.min`, max: `${name}.max`, mean: `${name}.mean` };
}
