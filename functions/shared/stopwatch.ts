/** Starts a stopwatch; each call returns the milliseconds since the previous one, to two decimals. */
export function stopwatch(): () => number {
  let from = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = roundMs(now - from);
    from = now;
    return elapsed;
  };
}

/** Rounds milliseconds to two decimals. */
export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
