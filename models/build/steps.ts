/** Tells a person what is being done. */
export interface Steps {
  /** Does one step and tells how long it took. `total` is how often `count` will be called. */
  run<T>(title: string, work: (count: () => void) => Promise<T>, total?: number): Promise<T>;
  /** Tells a sentence. */
  say(sentence: string): void;
}
