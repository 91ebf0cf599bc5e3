export type Reals = Float32Array | Float64Array;

/** Learned parameters and running statistics of a batch-norm layer, one number per channel. */
export interface BatchNorm {
  readonly gamma: Reals;
  readonly beta: Reals;
  readonly mean: Reals;
  readonly variance: Reals;
  readonly epsilon: number;
}

/**
 * Merges a convolution without bias and the batch norm after it into one convolution with bias:
 * `gamma * (w * x - mean) / sqrt(variance + epsilon) + beta`. Computed in double precision and
 * rounded to float32 once. `weight` is row-major, one row per output channel.
 */
export function foldBatchNorm(
  weight: Reals,
  norm: BatchNorm,
): { weight: Float32Array; bias: Float32Array } {
  const folded = new Float32Array(weight.length);
  const bias = new Float32Array(norm.gamma.length);
  const row = weight.length / bias.length;
  for (const channel of bias.keys()) {
    const at = (values: Reals) => values[channel] as number;
    const factor = at(norm.gamma) / Math.sqrt(at(norm.variance) + norm.epsilon);
    bias[channel] = at(norm.beta) - at(norm.mean) * factor;
    for (let index = channel * row; index < (channel + 1) * row; index++) {
      folded[index] = (weight[index] as number) * factor;
    }
  }
  return { weight: folded, bias };
}
