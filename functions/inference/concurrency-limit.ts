import { InferenceError } from './inference-error.ts';

/** One second: a full queue of pictures is answered in less. */
const retryAfterMs = 1_000;

/** How much is done at once, and how much may wait for it. */
export interface ConcurrencyLimitOptions {
  readonly limit: number;
  readonly maxQueue: number;
}

/** Lets `places` pieces of work through at once, keeps `queue` waiting in order, refuses the rest. */
export class ConcurrencyLimit {
  #free: number;
  readonly #queue: number;
  readonly #waiting: (() => void)[] = [];

  constructor({ limit, maxQueue }: ConcurrencyLimitOptions) {
    this.#free = limit;
    this.#queue = maxQueue;
  }

  /** @throws InferenceError `BUSY` where the queue is full. */
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
    if (this.#waiting.length >= this.#queue) {
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
