/** Ends of an interval, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What may lie outside on each side: 95 % lie inside. */
const tail = 0.025;

/**
 * Returns an interval that contains the median of what was sampled with a probability of at least 95 %,
 * whatever the distribution: from the k-th smallest to the k-th largest number. The k-th smallest lies
 * above the median if fewer than k of n numbers lie below it, which has the probability of fewer than k
 * heads in n throws of a coin (H. A. David, H. N. Nagaraja: Order Statistics, section 7.1). Fewer than six
 * numbers have no such interval: then it is from the smallest to the largest. NaN for an empty list.
 */
export function medianInterval(numbers: readonly number[]): Interval {
  const sorted = numbers.toSorted((a, b) => a - b);
  const rank = Math.max(1, findRank(sorted.length));
  return {
    low: sorted[rank - 1] ?? Number.NaN,
    high: sorted[sorted.length - rank] ?? Number.NaN,
  };
}

/** Returns the largest k for which fewer than k heads in `throws` throws are as rare as `tail`; 0 if there is none. */
function findRank(throws: number): number {
  let rank = 0;
  // Of exactly `rank` heads; as a logarithm, because 2^-throws is too small for large numbers.
  let logProbability = -throws * Math.LN2;
  let sum = Math.exp(logProbability);
  while (sum <= tail && rank < throws) {
    rank += 1;
    logProbability += Math.log((throws - rank + 1) / rank);
    sum += Math.exp(logProbability);
  }
  return rank;
}
