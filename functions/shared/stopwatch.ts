/** Starts counting; each call tells the milliseconds since the one before, to two decimals. */
export function stopwatch(): () => number {
  let from = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = Math.round((now - from) * 100) / 100;
    from = now;
    return elapsed;
  };
}
