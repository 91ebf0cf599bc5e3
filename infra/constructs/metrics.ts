import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { metricNames } from './billed-resources.ts';

/** Namespace of the metrics that the function records. */
export const metricNamespace = 'Glimpse';

/** Creates a reference to a metric that the function records itself. */
export function createMetric(
  lambda: IFunction,
  metricName: (typeof metricNames)[number],
  options: MetricOptions,
): Metric {
  return new Metric({
    namespace: metricNamespace,
    metricName,
    dimensionsMap: { FunctionName: lambda.functionName },
    ...options,
  });
}
