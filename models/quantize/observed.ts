import type { InferenceSession } from 'onnxruntime-node';
import type { Statistics } from './calibration.ts';
import { observationNames } from './observing-arithmetic.ts';

/** More would make the file longer and no model better. */
const significantDigits = 5;

/** What has been seen of one tensor in the pictures so far. */
export class Observed {
  #least = 0;
  #greatest = 0;
  #sums: Float64Array = new Float64Array();

  /** Takes in the outputs of an observing network for one picture. */
  add(name: string, outputs: InferenceSession.OnnxValueMapType): void {
    const values = (output: string) => outputs[output]?.data as Float32Array;
    const { least, greatest, mean } = observationNames(name);
    this.#least = Math.min(this.#least, ...values(least));
    this.#greatest = Math.max(this.#greatest, ...values(greatest));
    const means = values(mean);
    this.#sums = Float64Array.from(means, (value, channel) => value + (this.#sums[channel] ?? 0));
  }

  /** Of `count` pictures. */
  statistics(count: number): Statistics {
    return {
      range: [rounded(this.#least), rounded(this.#greatest)],
      mean: Array.from(this.#sums, (sum) => rounded(sum / count)),
    };
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(significantDigits));
}
