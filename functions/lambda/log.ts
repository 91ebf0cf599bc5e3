import { pino } from 'pino';
import type { Log, Metrics } from '../api/log.ts';
import { embedMetrics, type MetricsTarget } from './metrics.ts';

/**
 * The function's log: JSON lines on stdout, written at once, because what waits in memory is lost or
 * late when Lambda freezes the process. `level` as a word and `timestamp` in RFC 3339 are what Lambda
 * filters by: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 *
 * @param place where metrics are counted; undefined counts none.
 */
export function createFunctionLog(place: MetricsTarget | undefined): Log {
  const lines = pino(
    {
      base: null,
      formatters: { level: (level) => ({ level }) },
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      serializers: { err: describeError },
    },
    pino.destination({ sync: true }),
  );
  const write =
    (level: 'info' | 'error') =>
    (fields: object, message: string, metrics: Metrics = {}): void => {
      const [embedded = {}, ...rest] = place ? embedMetrics(metrics, place) : [];
      lines[level]({ ...fields, ...embedded }, message);
      for (const more of rest) lines.info(more, 'metrics');
    };
  return { info: write('info'), error: write('error') };
}

/** No more than this: an error's own fields may hold what it was about, such as a whole URL. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { name, message, ...code, stack };
}
