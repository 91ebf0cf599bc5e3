import type { ActivationFunction } from './network.ts';
import type { Node, Port } from './onnx-graph.ts';

/** What a convolution and a linear layer have in common. */
export interface Weighted {
  readonly name: string;
  /** Name of the tensor that it reads. */
  readonly input: string;
  /** Outputs, then inputs of a group, then the kernel's sides. */
  readonly shape: readonly [number, number, ...number[]];
  readonly groups: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

export interface Rows {
  /** Name of the layer, whose constants are there. */
  readonly layer: string;
  /** Which rows: int64 `[n, k]`. */
  readonly indices: string;
  /** The tensor to make: float32 `[n, k, inputs]`. */
  readonly output: string;
}

/**
 * How a network's numbers are written into a graph: as float32 or as 8-bit integers. Every tensor
 * between layers is called after its layer, whatever else it takes to make it.
 */
export interface Arithmetic {
  /** Outputs of the graph beside `logits` and `heat`. */
  readonly outputs: readonly Port[];
  /** Makes `centred` of uint8 `[n, 3, size, size]`. */
  center(planes: string): void;
  /** Adds a layer's constants; returns what its node takes as weight and bias. */
  parameters(layer: Weighted): [weight: string, bias: string];
  /** Adds a node that makes new numbers, and the activation function after it. */
  compute(node: Node, activation: ActivationFunction): void;
  /** Adds a node that picks some numbers of its first input, the greatest and zero among them. */
  select(node: Node): void;
  /** Adds a node that gives its first input another shape. */
  reshape(node: Node): void;
  /** Makes a tensor of some rows of a layer's weight. */
  gatherWeights(rows: Rows): void;
}
