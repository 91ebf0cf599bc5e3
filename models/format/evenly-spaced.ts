/**
 * At most `most` items, evenly spaced: of pictures sorted by class, some of every class.
 *
 * @param most 1 or more.
 */
export function evenlySpaced<T>(items: readonly T[], most: number): T[] {
  const chosenBefore = (index: number): number => Math.ceil((index * most) / items.length);
  return items.filter((_, index) => chosenBefore(index) < chosenBefore(index + 1));
}
