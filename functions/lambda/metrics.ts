import type { Metrics } from '../api/log.ts';

/** The metrics' namespace and dimension in CloudWatch. */
export interface MetricsTarget {
  readonly namespace: string;
  /** Value of the only dimension. */
  readonly functionName: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const maxValuesPerMetric = 100;

/**
 * Returns the members that make CloudWatch count `metrics` if they are at the top level of a log line.
 *
 * @returns One object per line; more than one if there are more values than a line may have.
 */
export function embedMetrics(metrics: Metrics, target: MetricsTarget): object[] {
  const { PictureMs = [], ...others } = metrics;
  const [first = [], ...rest] = splitValues(PictureMs);
  return [embed({ ...others, ...toPictureMs(first) }, target)].concat(
    rest.map((part) => embed(toPictureMs(part), target)),
  );
}

function embed(values: object, { namespace, functionName }: MetricsTarget): object {
  const names = Object.keys(values);
  if (names.length === 0) return {};
  const metrics = names.map((Name) => ({ Name, Unit: getUnit(Name) }));
  return {
    FunctionName: functionName,
    ...values,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [['FunctionName']], Metrics: metrics },
      ],
    },
  };
}

function getUnit(name: string): 'Milliseconds' | 'Count' {
  return name.endsWith('Ms') ? 'Milliseconds' : 'Count';
}

function splitValues(values: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(values.length / maxValuesPerMetric);
  return Array.from({ length: count }, (_, at) =>
    values.slice(at * maxValuesPerMetric, (at + 1) * maxValuesPerMetric),
  );
}

/** A single number, which is shorter than a list of one. */
function toPictureMs(values: readonly number[]): { PictureMs?: number | readonly number[] } {
  const [only] = values;
  if (only === undefined) return {};
  return { PictureMs: values.length === 1 ? only : values };
}
