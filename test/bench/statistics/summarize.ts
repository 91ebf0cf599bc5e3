import { medianInterval } from './interval.ts';
import { median } from './median.ts';
import { percentile } from './percentile.ts';

/** The numbers of each round, in the order of the rounds; most scenarios take one number a round. */
export type Rounds = readonly (readonly number[])[];

export interface Summary {
  /** Median of the medians of the rounds. */
  readonly median: number;
  /** Interval of 95 % of the median: see {@link medianInterval}. */
  readonly low: number;
  readonly high: number;
  /** Percentiles of all numbers. */
  readonly p95: number;
  readonly p99: number;
  /** Median over the rounds of the round's median divided by that of the base in the same round. */
  readonly ratio: number;
  /** Interval of 95 % of the ratio, by the same method. */
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly rounds: number;
  /** How many numbers there are in all rounds. */
  readonly samples: number;
}

/**
 * Summarizes what a contestant took, and compares it with the base. Dividing round by round takes out
 * what both felt: other load on the machine, and its temperature.
 *
 * @param base Of the same rounds.
 */
export function summarize(rounds: Rounds, base: Rounds): Summary {
  const middles = rounds.map(median);
  const ratios = middles.map((value, round) => value / median(base[round] ?? []));
  const all = rounds.flat();
  const ratioInterval = medianInterval(ratios);
  return {
    median: median(middles),
    ...medianInterval(middles),
    p95: percentile(all, 95),
    p99: percentile(all, 99),
    ratio: median(ratios),
    ratioLow: ratioInterval.low,
    ratioHigh: ratioInterval.high,
    rounds: rounds.length,
    samples: all.length,
  };
}
