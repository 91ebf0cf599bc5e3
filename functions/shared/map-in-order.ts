/** Results that are kept while an earlier one is still in work, for each item in flight. */
const keptPerItem = 32;

/**
 * Runs `work` on up to `maxInFlight` items at a time and yields the results in the items' order. While
 * one item takes long, others are begun, and their results wait.
 */
export async function* mapInOrder<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  maxInFlight: number,
): AsyncGenerator<R> {
  const results: Promise<R>[] = [];
  const inFlight = new Set<Promise<unknown>>();
  for (const item of items) {
    const result = work(item);
    results.push(result);
    inFlight.add(result);
    const leave = (): boolean => inFlight.delete(result);
    result.then(leave, leave);
    while (inFlight.size >= maxInFlight || results.length >= maxInFlight * keptPerItem) {
      const [first] = results;
      if (first && (!inFlight.has(first) || inFlight.size < maxInFlight)) {
        results.shift();
        yield await first;
      } else await Promise.race([...inFlight].map((one) => one.catch(() => {})));
    }
  }
  for (const result of results) yield await result;
}
