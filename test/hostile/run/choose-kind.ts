import { Random } from '../random.ts';
import type { Part } from './part.ts';

/**
 * Chooses the kind of a case. A run begins with one of each kind that is always part of it; then the
 * weights decide.
 *
 * @returns Its name.
 */
export function chooseKind(
  part: Part,
  { index, seed, only }: { index: number; seed: string; only?: string | undefined },
): string {
  if (only !== undefined) return only;
  const always = listAlways(part);
  const row = Math.floor(index / (part.row ?? 1));
  return always[index] ?? drawKind(part, new Random(`${seed}:${part.name}:row:${row}`));
}

/** Counts the cases with which a run begins and that are alone. */
export function countAlone(part: Part, only: string | undefined): number {
  return only === undefined ? listKinds(part, 'alone').length : 0;
}

/** Counts the cases of a part; infinite if some are made at random. */
export function countCases(part: Part, only: string | undefined): number {
  const isRandom = only !== undefined || Object.values(part.kinds).some(({ weight }) => weight > 0);
  return isRandom ? Number.POSITIVE_INFINITY : listAlways(part).length;
}

function listAlways(part: Part): string[] {
  return [...listKinds(part, 'alone'), ...listKinds(part, 'beside')];
}

function listKinds({ kinds }: Part, always: 'alone' | 'beside'): string[] {
  return Object.keys(kinds).filter((name) => kinds[name]?.always === always);
}

function drawKind({ kinds }: Part, random: Random): string {
  const weights = Object.entries(kinds).map(([name, { weight }]) => [name, weight] as const);
  let left = random.below(weights.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [name, weight] of weights) {
    if (left < weight) return name;
    left -= weight;
  }
  throw new Error('a part needs a kind with a weight');
}
