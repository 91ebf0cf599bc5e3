/**
 * Picks at most `max` items, evenly spaced: pictures sorted by class keep some of every class.
 *
 * @param max 1 or more.
 */
export function evenlySpaced<T>(items: readonly T[], max: number): T[] {
  const chosenBefore = (index: number): number => Math.ceil((index * max) / items.length);
  return items.filter((_, index) => chosenBefore(index) < chosenBefore(index + 1));
}
