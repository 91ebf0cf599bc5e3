import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** Where the function's embedded metrics go. */
export const metricNamespace = 'Glimpse';

/**
 * What the function measures itself; each costs USD 0.30 a month, so that there are few.
 * `PictureMs` is measured once a picture answered, `StartMs` once an environment; both in milliseconds.
 */
export const metricNames = ['PictureMs', 'FailedPictures', 'StartMs', 'FailedStarts'] as const;

/** A metric of the function's own. */
export function ownMetric(
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
