/**
 * Returns a function that calls `work` once and remembers its result. A rejection is forgotten, so that
 * one failed start does not break a warm environment. Concurrent calls share one attempt.
 */
export function memoizeAsync<T>(work: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= work().catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}
