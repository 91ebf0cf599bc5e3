/**
 * Calls `load` once and remembers the value it resolves to. A rejection is not remembered: the next
 * call tries again. Calls during a load share it. `functions/shared/memoize-async.ts` does the same:
 * at run time the client package imports nothing from `functions/`.
 */
export function memoizeAsync<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}
