/** How a run over many pictures went. */
export interface RunCounts {
  /** All that were named. */
  readonly total: number;
  /** Answered by an earlier run. */
  readonly before: number;
  readonly answered: number;
  /** How often each code. */
  readonly failures: ReadonlyMap<string, number>;
  readonly stopped: boolean;
}

/**
 * The one line at the end, where there is something to say.
 *
 * @param remedy How a run that was stopped is gone on with.
 */
export function summaryLine(tally: RunCounts, remedy: string): string | undefined {
  const { total, before, answered, failures, stopped } = tally;
  const codes = [...failures].map(([code, times]) => `${times} ${code}`).join(', ');
  const failed = failureCount(tally);
  if (stopped) {
    const trouble = failed > 0 ? `, ${failed} failed (${codes})` : '';
    return `stopped: ${before + answered} of ${total} answered${trouble}; ${remedy}`;
  }
  const earlier = before > 0 ? `, ${before} of them by an earlier run` : '';
  if (failed > 0 && total > 1) {
    return `${failed} of ${total} pictures failed (${codes}), ${before + answered} answered${earlier}`;
  }
  return before > 0 ? `${before + answered} of ${total} answered${earlier}` : undefined;
}

export function failureCount({ failures }: Pick<RunCounts, 'failures'>): number {
  return [...failures.values()].reduce((sum, times) => sum + times, 0);
}
