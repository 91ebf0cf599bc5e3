import { InferenceError } from './inference-error.ts';

/** One second: a full queue of pictures takes less. */
const retryAfterMs = 1_000;

export interface ConcurrencyLimitOptions {
  /** Maximum number of tasks that run at once. */
  readonly limit: number;
  /** Maximum number of tasks that wait. */
  readonly maxQueue: number;
}

/** Runs up to `limit` tasks at once, queues up to `maxQueue` more in order, and refuses the rest. */
export class ConcurrencyLimit {
  #free: number;
  readonly #maxQueue: number;
  readonly #waiting: (() => void)[] = [];

  constructor({ limit, maxQueue }: ConcurrencyLimitOptions) {
    this.#free = limit;
    this.#maxQueue = maxQueue;
  }

  /** @throws InferenceError `BUSY` if the queue is full. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= this.#maxQueue) {
      const message = 'Too many pictures are waiting; try again in a second.';
      throw new InferenceError('BUSY', { retryAfterMs }, { message });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
