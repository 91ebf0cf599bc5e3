/** How many pictures are named for each. */
const maxExamples = 3;

/** One class taken for another. */
export interface Confusion {
  /** Index of the class that the pictures show. */
  readonly truth: number;
  /** Index of the class that the model said. */
  readonly said: number;
  readonly count: number;
  /** The first pictures that it happened with. */
  readonly examples: readonly string[];
}

/** Counts which class was taken for which. */
export class Confusions {
  readonly #pairs = new Map<string, Confusion>();

  add(picture: string, { truth, said }: Pick<Confusion, 'truth' | 'said'>): void {
    const pair = `${truth} ${said}`;
    const { count, examples } = this.#pairs.get(pair) ?? { count: 0, examples: [] };
    this.#pairs.set(pair, {
      truth,
      said,
      count: count + 1,
      examples: count < maxExamples ? [...examples, picture] : examples,
    });
  }

  /** The most frequent ones, ties in the order of the classes. */
  worst(most: number): Confusion[] {
    return [...this.#pairs.values()]
      .sort((a, b) => b.count - a.count || a.truth - b.truth || a.said - b.said)
      .slice(0, most);
  }
}
