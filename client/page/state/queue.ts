/** Processes numbers in the order in which they were added, a few at once. */
export class Queue {
  readonly #waiting: number[] = [];
  /** Keyed by controller: stopped work may still run beside new work for the same number. */
  readonly #running = new Map<AbortController, number>();
  readonly #limit: number;
  readonly #work: (number: number, signal: AbortSignal) => Promise<void>;

  /**
   * @param limit maximum number of jobs at once
   * @param work must not reject; its signal is aborted when nobody needs the result any more
   */
  constructor(limit: number, work: (number: number, signal: AbortSignal) => Promise<void>) {
    this.#limit = limit;
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
    while (this.#running.size < this.#limit) {
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
