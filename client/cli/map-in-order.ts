/** Applies `work` to up to `atOnce` items at a time, and yields the results in the items' order. */
export async function* mapInOrder<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  atOnce: number,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    running.push(work(item));
    if (running.length >= atOnce) yield (await running.shift()) as R;
  }
  for (const result of running) yield await result;
}
