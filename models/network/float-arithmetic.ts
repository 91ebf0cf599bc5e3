import { TensorProto_DataType as DataType } from '../proto/onnx_pb.ts';
import type { Arithmetic, Rows, Weighted } from './arithmetic.ts';
import { type ActivationFunction, centred, type Network } from './network.ts';
import type { Node, OnnxGraph, Port } from './onnx-graph.ts';
import { writeNetwork } from './write-network.ts';

/** A network in float32, as it was trained. */
export class FloatArithmetic implements Arithmetic {
  readonly #graph: OnnxGraph;
  readonly #network: Network;

  constructor(graph: OnnxGraph, network: Network) {
    this.#graph = graph;
    this.#network = network;
  }

  get outputs(): readonly Port[] {
    return [];
  }

  center(planes: string): void {
    const means = Float32Array.from(this.#network.pixelMean);
    const mean = this.#graph.constant('pixel_mean', means, [1, means.length, 1, 1]);
    const float = `${planes}.float`;
    this.#graph.add({
      operator: 'Cast',
      inputs: [planes],
      outputs: [float],
      attributes: { to: DataType.FLOAT },
    });
    this.#graph.add({ operator: 'Sub', inputs: [float, mean], outputs: [centred] });
  }

  addParameters({ name, shape, weight, bias }: Weighted): [string, string] {
    return [
      this.#graph.constant(`${name}.weight`, weight, shape),
      this.#graph.constant(`${name}.bias`, bias),
    ];
  }

  compute(node: Node, activation: ActivationFunction): void {
    if (activation === 'none') {
      this.#graph.add(node);
      return;
    }
    const [output] = node.outputs;
    const linear = `${output}.linear`;
    this.#graph.add({ ...node, outputs: [linear] });
    this.#graph.add(
      activation === 'relu'
        ? { operator: 'Relu', inputs: [linear], outputs: [output] }
        : { operator: 'Clip', inputs: [linear, ...this.#addBounds(output)], outputs: [output] },
    );
  }

  select(node: Node): void {
    this.#graph.add(node);
  }

  reshape(node: Node): void {
    this.#graph.add(node);
  }

  gatherWeights({ layer, indices, output }: Rows): void {
    this.#graph.add({
      operator: 'Gather',
      inputs: [`${layer}.weight`, indices],
      outputs: [output],
    });
  }

  /** Adds the minimum and maximum of a ReLU6, the inputs of its Clip. */
  #addBounds(name: string): string[] {
    return [
      this.#graph.constant(`${name}.minimum`, Float32Array.of(0), []),
      this.#graph.constant(`${name}.maximum`, Float32Array.of(6), []),
    ];
  }
}

/** Writes the model file of a network in float32. */
export function writeFloatNetwork(network: Network): Uint8Array {
  return writeNetwork(network, (graph) => new FloatArithmetic(graph, network));
}
