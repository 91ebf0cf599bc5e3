/** Starts a stopwatch; each call returns the milliseconds since the previous one, to two decimals. */
export function stopwatch(): () => number {
  let from = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = Math.round((now - from) * 100) / 100;
    from = now;
    return elapsed;
  };
}
