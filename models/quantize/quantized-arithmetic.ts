import { ModelError } from '../format/model-error.ts';
import type { Arithmetic, Rows, Weighted } from '../network/arithmetic.ts';
import { centred } from '../network/network.ts';
import type { Node, OnnxGraph } from '../network/onnx-graph.ts';
import type { Calibration, Statistics } from './calibration.ts';
import { framePlanes } from './frame-planes.ts';
import { gatherQuantizedRows } from './gather-quantized-rows.ts';
import { computeQuantization, type Quantization } from './quantization.ts';
import type { QuantizedPixels } from './quantize-pixels.ts';
import { type LayerInput, quantizeWeight } from './quantize-weight.ts';

/** A tensor between layers and the constants that quantise it. */
interface QuantizedTensor extends LayerInput {
  readonly constants: readonly [scale: string, zeroPoint: string];
}

/**
 * A network in 8-bit integers, in QDQ form: every operator is a float operator between
 * DequantizeLinear and QuantizeLinear, and the runtime replaces the three by one integer operator.
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 *
 * ReLU and ReLU6 are not written: the range of their output begins at zero and ends at six at most,
 * and quantising clips values outside of it.
 */
export class QuantizedArithmetic implements Arithmetic {
  readonly outputs = [];
  readonly #graph: OnnxGraph;
  readonly #pixels: QuantizedPixels;
  readonly #calibration: Calibration;
  readonly #tensors = new Map<string, QuantizedTensor>();

  constructor(graph: OnnxGraph, pixels: QuantizedPixels, calibration: Calibration) {
    this.#graph = graph;
    this.#pixels = pixels;
    this.#calibration = calibration;
  }

  center(planes: string): void {
    const { frame, zeroPoint } = this.#pixels;
    const bytes = frame === null ? planes : framePlanes(this.#graph, planes, frame);
    const constants = this.#addConstants(centred, { scale: 1, zeroPoint });
    // The mean colour varies between pictures, so it cannot correct biases.
    this.#dequantize(bytes, centred, { scale: 1, mean: null, constants });
  }

  addParameters(layer: Weighted): [string, string] {
    const { name, input, shape } = layer;
    const tensor = this.#getTensor(input);
    if (tensor.mean !== null && tensor.mean.length !== shape[1] * layer.groups) {
      throw createMismatchError(input);
    }
    const quantized = quantizeWeight(layer, tensor);
    const graph = this.#graph;
    graph.add({
      operator: 'DequantizeLinear',
      inputs: [
        graph.constant(`${name}.weight.quantized`, quantized.weight, shape),
        graph.constant(`${name}.weight.scale`, quantized.scale),
        graph.constant(`${name}.weight.zero_point`, new Int8Array(quantized.bias.length)),
      ],
      outputs: [`${name}.weight`],
      attributes: { axis: 0 },
    });
    graph.add({
      operator: 'DequantizeLinear',
      inputs: [
        graph.constant(`${name}.bias.quantized`, quantized.bias),
        graph.constant(`${name}.bias.scale`, quantized.biasScale),
      ],
      outputs: [`${name}.bias`],
      attributes: { axis: 0 },
    });
    return [`${name}.weight`, `${name}.bias`];
  }

  compute(node: Node): void {
    const [name] = node.outputs;
    const { range, mean } = this.#getStatistics(name);
    const quantization = computeQuantization(range);
    const constants = this.#addConstants(name, quantization);
    this.#requantize(node, { scale: quantization.scale, mean, constants });
  }

  select(node: Node): void {
    const { mean } = this.#getStatistics(node.outputs[0]);
    this.#requantize(node, { ...this.#getTensor(node.inputs[0]), mean });
  }

  reshape(node: Node): void {
    this.#requantize(node, this.#getTensor(node.inputs[0]));
  }

  /** Uses the integers of the layer, which are in the file already. */
  gatherWeights(rows: Rows): void {
    gatherQuantizedRows(this.#graph, rows);
  }

  #requantize(node: Node, tensor: QuantizedTensor): void {
    const [name] = node.outputs;
    const [real, quantized] = [`${name}.real`, `${name}.quantized`];
    this.#graph.add({ ...node, outputs: [real] });
    this.#graph.add({
      operator: 'QuantizeLinear',
      inputs: [real, ...tensor.constants],
      outputs: [quantized],
    });
    this.#dequantize(quantized, name, tensor);
  }

  #dequantize(quantized: string, name: string, tensor: QuantizedTensor): void {
    this.#tensors.set(name, tensor);
    this.#graph.add({
      operator: 'DequantizeLinear',
      inputs: [quantized, ...tensor.constants],
      outputs: [name],
    });
  }

  #addConstants(name: string, quantization: Quantization): [string, string] {
    const { scale, zeroPoint } = quantization;
    return [
      this.#graph.constant(`${name}.scale`, Float32Array.of(scale), []),
      this.#graph.constant(`${name}.zero_point`, Uint8Array.of(zeroPoint), []),
    ];
  }

  #getTensor(name = ''): QuantizedTensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`\`${name}\` is read before it is made`);
    return tensor;
  }

  #getStatistics(name: string): Statistics {
    const statistics = this.#calibration[name];
    if (statistics === undefined) throw createMismatchError(name);
    return statistics;
  }
}

function createMismatchError(name: string): ModelError {
  return new ModelError(`This calibration belongs to another network: \`${name}\` does not match.`);
}
