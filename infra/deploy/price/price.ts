/**
 * List prices in USD, us-east-1, November 2026. Most regions are within a fifth of them. The free tier
 * is not included.
 */
export const tariff = {
  /** Per GB-second on arm64: https://aws.amazon.com/lambda/pricing/ */
  gigabyteSecond: 0.000_013_333_4,
  /** Per request: https://aws.amazon.com/lambda/pricing/ */
  request: 0.2 / 1e6,
  /** Per GB of log ingested, and per GB kept for a month: https://aws.amazon.com/cloudwatch/pricing/ */
  logGigabyte: 0.5,
  keptLogGigabyte: 0.03,
  /** Per custom metric, alarm and dashboard, a month each: https://aws.amazon.com/cloudwatch/pricing/ */
  metric: 0.3,
  alarm: 0.1,
  dashboard: 3,
  /** Per GB sent to the internet: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer */
  sentGigabyte: 0.09,
  /** Per million pictures with DetectLabels of Amazon Rekognition, first tier: https://aws.amazon.com/rekognition/pricing/ */
  rekognitionMillion: 1000,
};

/** Load and measurements of a month. */
export interface Month {
  readonly pictures: number;
  /** Memory of the function in MB. */
  readonly memory: number;
  /** Billed milliseconds per picture. */
  readonly ms: number;
  /** Billed milliseconds per cold start. */
  readonly startMs: number;
  /** Cold starts per picture, 0 to 1. */
  readonly starts: number;
  /** Bytes written to the log per picture. */
  readonly logBytes: number;
  /** Bytes per answer, headers included. */
  readonly answerBytes: number;
  /** Resources that CloudWatch bills by the month, used or not. */
  readonly billedResources: {
    readonly metrics: number;
    readonly alarms: number;
    readonly dashboards: number;
  };
}

/** USD per month, by part. */
export interface Price {
  readonly pictures: number;
  readonly compute: number;
  readonly starts: number;
  readonly requests: number;
  readonly logs: number;
  readonly sent: number;
  /** Metrics, alarms and dashboard; independent of the number of pictures. */
  readonly watching: number;
  readonly total: number;
}

/** Computes what a month costs in us-east-1. */
export function computePrice(month: Month): Price {
  const { pictures, memory, ms, startMs, starts, logBytes, answerBytes, billedResources } = month;
  const second = (memory / 1024) * tariff.gigabyteSecond;
  const parts = {
    compute: pictures * (ms / 1000) * second,
    starts: pictures * starts * (startMs / 1000) * second,
    requests: pictures * tariff.request,
    logs: ((pictures * logBytes) / 1e9) * (tariff.logGigabyte + tariff.keptLogGigabyte),
    sent: ((pictures * answerBytes) / 1e9) * tariff.sentGigabyte,
    watching:
      billedResources.metrics * tariff.metric +
      billedResources.alarms * tariff.alarm +
      billedResources.dashboards * tariff.dashboard,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part);
  return { pictures, ...parts, total };
}
