import { pino } from 'pino';
import type { Log, Metrics } from '../api/log.ts';
import { createStackMapper } from './map-stack.ts';
import { embedMetrics, type MetricsTarget } from './metrics.ts';

/**
 * Creates the function's log: JSON lines on stdout, written synchronously, because lines in memory are
 * lost or late when Lambda freezes the process. Lambda filters by `level` as a word and `timestamp` in
 * RFC 3339: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 *
 * @param target Where metrics go; undefined for none.
 */
export function createFunctionLog(target: MetricsTarget | undefined): Log {
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
      const [embedded = {}, ...rest] = target ? embedMetrics(metrics, target) : [];
      lines[level]({ ...fields, ...embedded }, message);
      for (const values of rest) lines.info(values, 'metrics');
    };
  return { info: write('info'), error: write('error') };
}

const mapStack = createStackMapper(import.meta.url);

/** Keeps these fields only: others may contain private data, such as a whole URL. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { name, message, ...code, stack: stack && mapStack(stack) };
}
