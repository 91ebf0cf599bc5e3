import { withTimeout } from './transport/timeout.ts';

/** Processes one item; `index` counts from 0, `signal` is aborted when all work has to stop. */
export type Work<T> = (item: T, index: number, signal: AbortSignal) => Promise<void>;

export interface ForEachOptions {
  /** Maximum number of items in progress at once. */
  readonly parallel: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Processes items in parallel. Reads the next item only when there is capacity for it, and one item
 * at a time. The first error stops everything and is thrown.
 *
 * @throws GlimpseError `ABORTED`, and whatever the source or `work` throws.
 */
export async function forEach<T>(
  items: Iterable<T> | AsyncIterable<T>,
  { parallel, signal }: ForEachOptions,
  work: Work<T>,
): Promise<void> {
  const stop = new AbortController();
  const iterator = getIterator(items);
  const take = createSequentialReader(iterator);
  const runWorker = async (): Promise<void> => {
    for (let taken = await take(); taken; taken = await take()) {
      if (stop.signal.aborted) return;
      await work(taken.item, taken.index, stop.signal);
    }
  };
  try {
    await withTimeout({ signal, timeoutMs: Number.POSITIVE_INFINITY }, () =>
      Promise.all(Array.from({ length: parallel }, runWorker)),
    );
  } catch (error) {
    stop.abort(error);
    // Do not await it: the source may be waiting for its next item, or unable to end.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
    throw error;
  }
}

function getIterator<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

interface Taken<T> {
  readonly item: T;
  readonly index: number;
}

/** Reads one item per call, undefined at the end; a call waits for the calls before it. */
function createSequentialReader<T>(
  iterator: Iterator<T> | AsyncIterator<T>,
): () => Promise<Taken<T> | undefined> {
  let index = -1;
  const next = async (): Promise<Taken<T> | undefined> => {
    const { done, value } = await iterator.next();
    index += 1;
    return done ? undefined : { item: value, index };
  };
  let last: Promise<Taken<T> | undefined> | undefined;
  return () => {
    last = last ? last.then((taken) => taken && next()) : next();
    return last;
  };
}
