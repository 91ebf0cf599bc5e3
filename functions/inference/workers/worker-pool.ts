import type { Worker } from 'node:worker_threads';
import { RecentEnds } from '../../shared/recent-ends.ts';
import type { Run, RunInput, Runner, RunOptions } from '../runner.ts';
import { PictureWorker } from './picture-worker.ts';

export interface WorkerPoolOptions {
  /** Runs pictures on this thread. */
  readonly here: Runner;
  /** Starts the thread of a worker. */
  readonly start: () => Worker;
  /** Maximum number of workers, 1 or more. */
  readonly maxWorkers: number;
  /** Maximum number of pictures at once in one worker, 1 or more. */
  readonly picturesPerWorker: number;
  /** Milliseconds without work after which a worker ends, which gives its memory back. */
  readonly idleMs: number;
  /** Receives the reason when a worker ends by itself. */
  readonly onWorkerEnd: (error: Error) => void;
}

/** Bytes of pictures that may be in work in each worker: some are copies. */
const maxBytesPerWorker = 8_000_000;

/**
 * Runs pictures on all processors. A picture that is alone runs on this thread, with the threads of its
 * session. If several are in work, each goes to a worker, which computes on a thread of its own, so that
 * this thread only hands them out. Workers start when they are needed; until they are ready, and while
 * they are full, pictures run here.
 */
export class WorkerPool implements Runner {
  readonly #options: WorkerPoolOptions;
  #workers: readonly PictureWorker[] = [];
  readonly #ends = new RecentEnds();
  #running = 0;
  #bytes = 0;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  async run(input: RunInput, options: RunOptions): Promise<Run> {
    this.#running += 1;
    const bytes = input instanceof Uint8Array ? input.length : input.data.length;
    const worker = this.#running > 1 ? this.#findWorker(bytes) : undefined;
    this.#bytes += worker ? bytes : 0;
    try {
      return await (worker ?? this.#options.here).run(input, options);
    } finally {
      this.#running -= 1;
      this.#bytes -= worker ? bytes : 0;
    }
  }

  #findWorker(bytes: number): PictureWorker | undefined {
    const { picturesPerWorker } = this.#options;
    this.#startMissing();
    if (this.#bytes + bytes > maxBytesPerWorker * this.#workers.length) return undefined;
    const [first] = this.#workers
      .filter(({ isReady, load }) => isReady && load < picturesPerWorker)
      .sort((one, other) => one.load - other.load);
    return first;
  }

  /** Starts one for each picture in work, up to the maximum. */
  #startMissing(): void {
    const { maxWorkers, start, idleMs } = this.#options;
    const wanted = Math.min(maxWorkers, this.#running);
    while (this.#workers.length < wanted && this.#ends.pauseMs === 0) {
      const worker: PictureWorker = new PictureWorker({
        thread: start(),
        idleMs,
        onEnd: (error) => this.#remove(worker, error),
      });
      this.#workers = [...this.#workers, worker];
    }
  }

  #remove(worker: PictureWorker, error: Error | undefined): void {
    this.#workers = this.#workers.filter((one) => one !== worker);
    if (!error) return;
    this.#ends.add();
    this.#options.onWorkerEnd(error);
  }
}
