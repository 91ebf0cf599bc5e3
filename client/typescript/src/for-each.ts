import { withTimeout } from './transport/timeout.ts';

/** One piece of work; `index` counts the items from 0, `signal` is aborted when all has to end. */
export type Work<T> = (item: T, index: number, signal: AbortSignal) => Promise<void>;

export interface ForEachOptions {
  /** How many items are worked on at once. */
  readonly parallel: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works on items as they come. None is taken from its source before there is a place for it, and no
 * two are asked for at once. The first error ends everything, with that error.
 *
 * @throws GlimpseError `ABORTED`, and whatever source or work throw.
 */
export async function forEach<T>(
  items: Iterable<T> | AsyncIterable<T>,
  { parallel, signal }: ForEachOptions,
  work: Work<T>,
): Promise<void> {
  const stop = new AbortController();
  const iterator = iteratorOf(items);
  const take = inTurn(iterator);
  const workOnMany = async (): Promise<void> => {
    for (let taken = await take(); taken; taken = await take()) {
      if (stop.signal.aborted) return;
      await work(taken.item, taken.index, stop.signal);
    }
  };
  try {
    await withTimeout({ signal, timeoutMs: Number.POSITIVE_INFINITY }, () =>
      Promise.all(Array.from({ length: parallel }, workOnMany)),
    );
  } catch (error) {
    stop.abort(error);
    // A source that cannot end, or waits for its next item, is not waited for.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
    throw error;
  }
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

interface Taken<T> {
  readonly item: T;
  readonly index: number;
}

/** Takes item after item, undefined when there are no more; who comes second waits for the first. */
function inTurn<T>(iterator: Iterator<T> | AsyncIterator<T>): () => Promise<Taken<T> | undefined> {
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
