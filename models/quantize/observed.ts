import type { InferenceSession } from 'onnxruntime-node';
import type { Statistics } from './calibration.ts';
import { getObservationNames } from './observing-arithmetic.ts';

/** More digits would make the file longer but no model better. */
const significantDigits = 5;

/** Statistics of one tensor over the pictures so far. */
export class Observed {
  #min = 0;
  #max = 0;
  #sums: Float64Array = new Float64Array();

  /** Adds the outputs of an observing network for one picture. */
  add(name: string, outputs: InferenceSession.OnnxValueMapType): void {
    const values = (output: string) => outputs[output]?.data as Float32Array;
    const { min, max, mean } = getObservationNames(name);
    this.#min = Math.min(this.#min, ...values(min));
    this.#max = Math.max(this.#max, ...values(max));
    const means = values(mean);
    this.#sums = Float64Array.from(means, (value, channel) => value + (this.#sums[channel] ?? 0));
  }

  /** Returns the statistics over `count` pictures. */
  getStatistics(count: number): Statistics {
    return {
      range: [roundDigits(this.#min), roundDigits(this.#max)],
      mean: Array.from(this.#sums, (sum) => roundDigits(sum / count)),
    };
  }
}

function roundDigits(value: number): number {
  return Number(value.toPrecision(significantDigits));
}
