import { BusyError } from '../shared/busy-error.ts';
import { maxCallerShare } from '../shared/caller-share.ts';

export interface ConcurrencyLimitOptions {
  /** Maximum number of tasks that run at once. */
  readonly limit: number;
  /** Maximum number of tasks that wait. */
  readonly maxQueue: number;
}

/** For whom a task runs. */
export interface TaskOptions {
  /** The caller's address; tasks without one share nothing with others. */
  readonly caller?: string | undefined;
  /** Aborted when the task is not wanted any more: one that waits is given up. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which a task that waits is refused; default: none are. */
  readonly maxWaitMs?: number | undefined;
}

/** Bounds of the pause in a refusal, in milliseconds. */
const [minRetryMs, maxRetryMs] = [1_000, 30_000];
/** How fast the estimate of a task's time follows changes: about the last ten tasks count. */
const smoothing = 0.1;

/**
 * Runs up to `limit` tasks at once, queues up to `maxQueue` more, and refuses the rest. Callers take
 * turns: one with many tasks does not keep another waiting behind all of them.
 */
export class ConcurrencyLimit {
  readonly #limit: number;
  readonly #maxQueue: number;
  #running = 0;
  /** What begins each waiting task, by caller; the caller whose turn is next comes first. */
  readonly #queues = new Map<unknown, (() => void)[]>();
  /** Estimated milliseconds of a task. */
  #taskMs = 0;

  constructor({ limit, maxQueue }: ConcurrencyLimitOptions) {
    this.#limit = limit;
    this.#maxQueue = maxQueue;
  }

  /**
   * @throws BusyError if the queue is full, the caller has filled its part, or the wait is too long; the
   *   reason of the signal if it is aborted before the task begins
   */
  async run<T>(work: () => Promise<T>, options: TaskOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    if (this.#running >= this.#limit) await this.#wait(options);
    else this.#running += 1;
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#taskMs += smoothing * (performance.now() - start - this.#taskMs);
      this.#leave();
    }
  }

  async #wait({ caller, signal, maxWaitMs }: TaskOptions): Promise<void> {
    // Tasks of the process itself have no caller, and no limit but that of the queue.
    const key = caller ?? null;
    const queue = this.#queues.get(key) ?? [];
    this.#refuseIfFull(caller === undefined ? 0 : queue.length);
    this.#queues.set(key, queue);
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const begin = (): void => {
        stop();
        resolve();
      };
      const fail = (reason: unknown): void => {
        stop();
        this.#remove(key, begin);
        reject(reason);
      };
      const giveUp = (): void => fail(signal?.reason);
      const timer = maxWaitMs && setTimeout(() => fail(this.#createError()), maxWaitMs);
      signal?.addEventListener('abort', giveUp);
      queue.push(begin);
    });
  }

  #refuseIfFull(own: number): void {
    const isOver =
      this.#waiting >= this.#maxQueue || own >= Math.ceil(this.#maxQueue * maxCallerShare);
    if (isOver) throw this.#createError();
  }

  get #waiting(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  #createError(): BusyError {
    const waitMs = ((this.#waiting + 1) * this.#taskMs) / Math.max(1, this.#limit);
    const retryAfterMs = Math.round(Math.min(maxRetryMs, Math.max(minRetryMs, waitMs)));
    const seconds = Math.round(retryAfterMs / 1_000);
    const pause = seconds === 1 ? 'a second' : `${seconds} seconds`;
    return new BusyError(`Too many pictures are waiting; try again in ${pause}.`, { retryAfterMs });
  }

  #remove(key: unknown, begin: () => void): void {
    const queue = this.#queues.get(key) ?? [];
    queue.splice(queue.indexOf(begin), 1);
    if (queue.length === 0) this.#queues.delete(key);
  }

  #leave(): void {
    const [next] = this.#queues;
    if (!next) {
      this.#running -= 1;
      return;
    }
    const [key, queue] = next;
    // The caller's turn is over.
    this.#queues.delete(key);
    const begin = queue.shift();
    if (queue.length > 0) this.#queues.set(key, queue);
    begin?.();
  }
}
