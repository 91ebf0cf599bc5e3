/** Does the work for numbers in the order in which they came, a few at once. */
export class Queue {
  readonly #waiting: number[] = [];
  /** By what stops it: work that was stopped may go on beside new work for its number. */
  readonly #running = new Map<AbortController, number>();
  readonly #places: number;
  readonly #work: (number: number, signal: AbortSignal) => Promise<void>;

  /** `work` does not reject; its signal says that nobody waits any more. */
  constructor(places: number, work: (number: number, signal: AbortSignal) => Promise<void>) {
    this.#places = places;
    this.#work = work;
  }

  add(number: number): void {
    this.#waiting.push(number);
    this.#start();
  }

  stop(number: number): void {
    const at = this.#waiting.indexOf(number);
    if (at >= 0) this.#waiting.splice(at, 1);
    for (const [controller, running] of this.#running) {
      if (running === number) controller.abort();
    }
  }

  /** Stops everything. */
  clear(): void {
    this.#waiting.length = 0;
    for (const controller of this.#running.keys()) controller.abort();
  }

  #start(): void {
    while (this.#running.size < this.#places) {
      const number = this.#waiting.shift();
      if (number === undefined) return;
      const controller = new AbortController();
      this.#running.set(controller, number);
      void this.#work(number, controller.signal).finally(() => {
        this.#running.delete(controller);
        this.#start();
      });
    }
  }
}
