import { median } from '../../bench/statistics/median.ts';
import { findLeaks, type Soaked } from './run.ts';

/** By how much memory may differ between the halves of a run, as a ratio: noise of the samples. */
const maxGrowth = 1.05;

/** Median memory of both halves of a run after the warm-up, in megabytes. */
export function compareHalves(memory: readonly number[]): { first: number; second: number } {
  const middle = Math.floor(memory.length / 2);
  return { first: median(memory.slice(0, middle)), second: median(memory.slice(middle)) };
}

/** Names everything that does not hold, in words; nothing if all is well. */
export function findProblems({ faults, memory, rest }: Soaked, growth = maxGrowth): string[] {
  const leaks = findLeaks(rest.before, rest.after);
  return [
    ...faults,
    ...findGrowth(memory, growth),
    ...leaks.map((leak) => `${leak} more than before`),
  ];
}

function findGrowth(memory: readonly number[], growth: number): string[] {
  const { first, second } = compareHalves(memory);
  if (!(first > 0 && second > 0)) return ['memory was not measured'];
  if (second <= first * growth) return [];
  return [`memory grew from ${Math.round(first)} to ${Math.round(second)} MB`];
}
