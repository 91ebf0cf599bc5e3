import type { ActivationFunction } from './network.ts';
import type { Node, Port } from './onnx-graph.ts';

/** Common to convolutions and linear layers. */
export interface Weighted {
  readonly name: string;
  /** Name of the input tensor. */
  readonly input: string;
  /** Outputs, inputs per group, then the sides of the kernel. */
  readonly shape: readonly [number, number, ...number[]];
  readonly groups: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Rows of a layer's weight to gather. */
export interface Rows {
  /** Name of the layer; its constants were added before. */
  readonly layer: string;
  /** Name of the tensor of row indices: int64 `[n, k]`. */
  readonly indices: string;
  /** Name of the tensor to create: float32 `[n, k, inputs]`. */
  readonly output: string;
}

/**
 * Writes a network's numbers into a graph, as float32 or as 8-bit integers. Every tensor between
 * layers has the name of its layer.
 */
export interface Arithmetic {
  /** Outputs of the graph in addition to `logits` and `heat`. */
  readonly outputs: readonly Port[];
  /** Computes `centred` from uint8 `[n, 3, size, size]`. */
  center(planes: string): void;
  /** Adds a layer's constants; returns the names of its weight and bias. */
  addParameters(layer: Weighted): [weight: string, bias: string];
  /** Adds a node that computes new values, and the activation function after it. */
  compute(node: Node, activation: ActivationFunction): void;
  /** Adds a node whose output values are values of its first input, such as max pooling. */
  select(node: Node): void;
  /** Adds a node that reshapes its first input. */
  reshape(node: Node): void;
  /** Adds nodes that gather rows of a layer's weight. */
  gatherWeights(rows: Rows): void;
}
