/**
 * Remembers what `start` resolves to, and forgets it when it rejects: one failed start must not
 * poison a warm environment. Calls during a start share it.
 */
export function memoizeAsync<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}
