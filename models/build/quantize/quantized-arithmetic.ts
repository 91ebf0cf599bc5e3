import { ModelError } from '../../format/model-error.ts';
import type { Arithmetic, Rows, Weighted } from '../graph/arithmetic.ts';
import { centred } from '../graph/network.ts';
import type { Node, OnnxGraph } from '../graph/onnx-graph.ts';
import { TensorProto_DataType as DataType } from '../proto/onnx_pb.ts';
import { framePlanes } from './frame-planes.ts';
import type { Quantization } from './quantization.ts';
import { quantizationOf } from './quantization.ts';
import type { QuantizedPixels } from './quantize-pixels.ts';
import { quantizeWeight } from './quantize-weight.ts';
import type { Ranges } from './ranges.ts';

/** A tensor's quantisation and the constants that QuantizeLinear and DequantizeLinear take. */
interface Scale {
  readonly value: number;
  readonly constants: readonly [scale: string, zeroPoint: string];
}

/**
 * A network in 8-bit integers, written in the "QDQ" form: every operator is a float one, between
 * DequantizeLinear and QuantizeLinear, and a runtime replaces the three by one on integers.
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 *
 * ReLU and ReLU6 are not written at all: the range of what they leave begins at zero and ends at
 * six at most, and quantising cuts off what lies outside.
 */
export class QuantizedArithmetic implements Arithmetic {
  readonly #graph: OnnxGraph;
  readonly #pixels: QuantizedPixels;
  readonly #ranges: Ranges;
  readonly #scales = new Map<string, Scale>();

  constructor(graph: OnnxGraph, pixels: QuantizedPixels, ranges: Ranges) {
    this.#graph = graph;
    this.#pixels = pixels;
    this.#ranges = ranges;
  }

  center(planes: string): void {
    const { frame, zeroPoint } = this.#pixels;
    const input = frame === null ? planes : framePlanes(this.#graph, planes, frame);
    const scale = this.#addScale(centred, { scale: 1, zeroPoint });
    this.#dequantize(input, centred, scale);
  }

  parameters({ name, input, shape, weight, bias }: Weighted): [string, string] {
    const quantized = quantizeWeight({ weight, bias }, this.#scaleOf(input).value);
    const graph = this.#graph;
    const zeros = new Int8Array(bias.length);
    graph.add({
      operator: 'DequantizeLinear',
      inputs: [
        graph.constant(`${name}.weight.quantized`, quantized.weight, shape),
        graph.constant(`${name}.weight.scale`, quantized.scale),
        graph.constant(`${name}.weight.zero_point`, zeros),
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
    const range = this.#ranges[name];
    if (range === undefined) {
      throw new ModelError(
        `The ranges do not tell that of \`${name}\`: calibrate again with this checkpoint.`,
      );
    }
    this.#requantize(node, this.#addScale(name, quantizationOf(range)));
  }

  select(node: Node): void {
    const [source = ''] = node.inputs;
    this.#requantize(node, this.#scaleOf(source));
  }

  /** Gathers int8 rows and their scales, so that no weight is in the file twice. */
  gatherWeights({ layer, indices, output }: Rows): void {
    const graph = this.#graph;
    const [integers, scales] = [`${output}.quantized`, `${output}.scale`];
    const gather = (from: string, to: string) =>
      graph.add({ operator: 'Gather', inputs: [from, indices], outputs: [to] });
    gather(`${layer}.weight.quantized`, integers);
    gather(`${layer}.weight.scale`, scales);
    graph.add({
      operator: 'Cast',
      inputs: [integers],
      outputs: [`${output}.integers`],
      attributes: { to: DataType.FLOAT },
    });
    const lastAxis = graph.constant(`${output}.axis`, BigInt64Array.of(-1n));
    graph.add({
      operator: 'Unsqueeze',
      inputs: [scales, lastAxis],
      outputs: [`${output}.column`],
    });
    graph.add({
      operator: 'Mul',
      inputs: [`${output}.integers`, `${output}.column`],
      outputs: [output],
    });
  }

  #requantize(node: Node, scale: Scale): void {
    const [name] = node.outputs;
    const [real, quantized] = [`${name}.real`, `${name}.quantized`];
    this.#graph.add({ ...node, outputs: [real] });
    this.#graph.add({
      operator: 'QuantizeLinear',
      inputs: [real, ...scale.constants],
      outputs: [quantized],
    });
    this.#dequantize(quantized, name, scale);
  }

  #dequantize(quantized: string, name: string, scale: Scale): void {
    this.#scales.set(name, scale);
    this.#graph.add({
      operator: 'DequantizeLinear',
      inputs: [quantized, ...scale.constants],
      outputs: [name],
    });
  }

  #addScale(name: string, { scale, zeroPoint }: Quantization): Scale {
    return {
      value: scale,
      constants: [
        this.#graph.constant(`${name}.scale`, Float32Array.of(scale), []),
        this.#graph.constant(`${name}.zero_point`, Uint8Array.of(zeroPoint), []),
      ],
    };
  }

  #scaleOf(name: string): Scale {
    const scale = this.#scales.get(name);
    if (scale === undefined) throw new Error(`\`${name}\` is read before it is made`);
    return scale;
  }
}
