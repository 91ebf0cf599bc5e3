import type { Metrics } from '../api/log.ts';

/** Where the metrics of a function go. */
export interface MetricsTarget {
  /** CloudWatch namespace. */
  readonly namespace: string;
  /** Their one dimension. */
  readonly functionName: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const valuesPerMetric = 100;

/**
 * The members that make CloudWatch count `metrics` when it finds them at the top of a log line.
 *
 * @returns One object a line: further ones where there are more values than a line may have.
 */
export function embedMetrics(metrics: Metrics, place: MetricsTarget): object[] {
  const { PictureMs = [], ...others } = metrics;
  const [first = [], ...rest] = inParts(PictureMs);
  return [embed({ ...others, ...pictures(first) }, place)].concat(
    rest.map((part) => embed(pictures(part), place)),
  );
}

function embed(values: object, { namespace, functionName }: MetricsTarget): object {
  const names = Object.keys(values);
  if (names.length === 0) return {};
  const metrics = names.map((Name) => ({ Name, Unit: unitOf(Name) }));
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

function unitOf(name: string): 'Milliseconds' | 'Count' {
  return name.endsWith('Ms') ? 'Milliseconds' : 'Count';
}

function inParts(values: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(values.length / valuesPerMetric);
  return Array.from({ length: count }, (_, at) =>
    values.slice(at * valuesPerMetric, (at + 1) * valuesPerMetric),
  );
}

/** A number alone is shorter than a list of one. */
function pictures(values: readonly number[]): { PictureMs?: number | readonly number[] } {
  const [only] = values;
  if (only === undefined) return {};
  return { PictureMs: values.length === 1 ? only : values };
}
