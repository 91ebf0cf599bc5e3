import { availableParallelism } from 'node:os';

/** How work is spread over the processors. */
export interface Parallelism {
  /** Threads of the network, 1 or more. */
  readonly threads: number;
  /** Max number of pictures being decoded or classified. Default: as many as threads. */
  readonly maxInFlight?: number;
  /** The same for costly pictures, which are decoded in processes of their own. Default: 1. */
  readonly maxCostly?: number;
}

/** https://nodejs.org/docs/latest-v20.x/api/cli.html#uv_threadpool_sizesize */
const defaultThreadPool = 4;

/** Pictures in flight beyond those being decoded, so that processors need not wait for files. */
export const readAhead = 8;

/**
 * Chooses the parallelism for many pictures: about 1.4 times as many per second as one after the
 * other on all threads.
 *
 * Pictures are decoded in Node's thread pool, one thread each. The network computes on the calling
 * thread, with its other threads beside it, so it handles one picture at a time while the next ones
 * are decoded. A pool smaller than the machine limits how many are decoded together; the network
 * then gets the threads that are left.
 */
export function batchParallelism(): Required<Parallelism> {
  const processors = availableParallelism();
  const pool = Number(process.env.UV_THREADPOOL_SIZE) || defaultThreadPool;
  const maxInFlight = Math.min(processors, pool);
  return { threads: Math.floor(processors / maxInFlight), maxInFlight, maxCostly: processors };
}

/** Runs `work` on up to `maxInFlight` items at a time and yields the results in the items' order. */
export async function* mapInOrder<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  maxInFlight: number,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    running.push(work(item));
    if (running.length >= maxInFlight) yield (await running.shift()) as R;
  }
  for (const result of running) yield await result;
}
