/** Weights of a layer as int8, each output with a scale of its own, and its bias as int32. */
export interface QuantizedWeight {
  readonly weight: Int8Array;
  /** One an output. */
  readonly scale: Float32Array;
  /** In units of `inputScale * scale`, as the sums that it is added to. */
  readonly bias: Int32Array;
  readonly biasScale: Float32Array;
}

/** Symmetric around zero: -128 is not used. */
const greatestWeight = 127;

/** A quarter of what int32 holds is more than any sum of products that a bias is added to. */
const greatestBias = 2 ** 30;

/** Keeps an output whose weights and bias are all zero from dividing by zero. */
const leastScale = 2 ** -30;

/**
 * `weight` holds one row an output; `inputScale` is of the tensor that the layer reads. Plain
 * double arithmetic, one rounding a number: the same bytes on every machine.
 */
export function quantizeWeight(
  { weight, bias }: { readonly weight: Float32Array; readonly bias: Float32Array },
  inputScale: number,
): QuantizedWeight {
  const outputs = bias.length;
  const row = weight.length / outputs;
  const quantized: QuantizedWeight = {
    weight: new Int8Array(weight.length),
    scale: new Float32Array(outputs),
    bias: new Int32Array(outputs),
    biasScale: new Float32Array(outputs),
  };
  for (const [output, offset] of bias.entries()) {
    const values = weight.subarray(output * row, (output + 1) * row);
    const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = Math.fround(
      Math.max(
        greatest / greatestWeight,
        Math.abs(offset) / (inputScale * greatestBias),
        leastScale,
      ),
    );
    quantized.scale[output] = scale;
    quantized.weight.set(
      values.map((value) => Math.round(value / scale)),
      output * row,
    );
    quantized.biasScale[output] = inputScale * scale;
    quantized.bias[output] = Math.round(offset / (inputScale * scale));
  }
  return quantized;
}
