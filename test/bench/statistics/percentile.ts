/**
 * Returns a percentile by the nearest-rank method: the smallest number that at least `percent` % of the
 * list do not exceed. NaN for an empty list.
 *
 * @param percent Above 0, up to 100.
 */
export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
}
