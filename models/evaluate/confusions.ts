/** Maximum number of example pictures per confusion. */
const maxExamples = 3;

/** One class taken for another. */
export interface Confusion {
  /** Index of the class that the pictures show. */
  readonly truth: number;
  /** Index of the class that the model predicted. */
  readonly predicted: number;
  readonly count: number;
  /** The first pictures with this confusion. */
  readonly examples: readonly string[];
}

/** Counts which class was mistaken for which. */
export class Confusions {
  readonly #pairs = new Map<string, Confusion>();

  add(picture: string, { truth, predicted }: Pick<Confusion, 'truth' | 'predicted'>): void {
    const pair = `${truth} ${predicted}`;
    const { count, examples } = this.#pairs.get(pair) ?? { count: 0, examples: [] };
    this.#pairs.set(pair, {
      truth,
      predicted,
      count: count + 1,
      examples: count < maxExamples ? [...examples, picture] : examples,
    });
  }

  /** Returns the `max` most frequent confusions; ties are in the order of the classes. */
  worst(max: number): Confusion[] {
    return [...this.#pairs.values()]
      .sort((a, b) => b.count - a.count || a.truth - b.truth || a.predicted - b.predicted)
      .slice(0, max);
  }
}
