/** Counts of a run over many pictures. */
export interface RunCounts {
  /** All pictures named on the command line. */
  readonly total: number;
  /** Answered by an earlier run. */
  readonly before: number;
  readonly answered: number;
  /** Number of failures per error code. */
  readonly failures: ReadonlyMap<string, number>;
  readonly stopped: boolean;
}

/**
 * Formats the last line of a run. Returns undefined if all went well and nothing was skipped.
 *
 * @param hint How to resume a stopped run.
 */
export function renderSummary(counts: RunCounts, hint: string): string | undefined {
  const { total, before, answered, failures, stopped } = counts;
  const codes = [...failures].map(([code, times]) => `${times} ${code}`).join(', ');
  const failed = countFailures(counts);
  if (stopped) {
    const failedText = failed > 0 ? `, ${failed} failed (${codes})` : '';
    return `stopped: ${before + answered} of ${total} answered${failedText}; ${hint}`;
  }
  const earlier = before > 0 ? `, ${before} of them by an earlier run` : '';
  if (failed > 0 && total > 1) {
    return `${failed} of ${total} pictures failed (${codes}), ${before + answered} answered${earlier}`;
  }
  return before > 0 ? `${before + answered} of ${total} answered${earlier}` : undefined;
}

export function countFailures({ failures }: Pick<RunCounts, 'failures'>): number {
  return [...failures.values()].reduce((sum, times) => sum + times, 0);
}
