import { FloatArithmetic } from '../network/float-arithmetic.ts';
import type { ActivationFunction, Network } from '../network/network.ts';
import type { Node, OnnxGraph, Port } from '../network/onnx-graph.ts';

/** A network in float32 that also answers the least, greatest and mean value of its tensors. */
export class ObservingArithmetic extends FloatArithmetic {
  readonly #graph: OnnxGraph;
  readonly #observed: string[] = [];

  constructor(graph: OnnxGraph, network: Network) {
    super(graph, network);
    this.#graph = graph;
  }

  override get outputs(): readonly Port[] {
    return this.#observed.flatMap((name) =>
      Object.values(observationNames(name)).map((output) => ({
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
    const { least, greatest, mean } = observationNames(name);
    const reduce = (operator: string, output: string, axes: readonly number[]) =>
      this.#graph.add({
        operator,
        inputs: [name],
        outputs: [output],
        attributes: { axes, keepdims: 0 },
      });
    reduce('ReduceMin', least, [0, 1, 2, 3]);
    reduce('ReduceMax', greatest, [0, 1, 2, 3]);
    reduce('ReduceMean', mean, [0, 2, 3]);
  }
}

/** Names of the outputs that tell about a tensor: two scalars and one number a channel. */
export function observationNames(name: string): { least: string; greatest: string; mean: string } {
  return { least: `${name}.least`, greatest: `${name}.greatest`, mean: `${name}.mean` };
}
