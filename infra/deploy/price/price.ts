/**
 * USD, in us-east-1, as listed in November 2026; most regions are within a fifth of it. No free tier
 * is counted, although accounts have one.
 */
export const tariff = {
  /** A GB-second on arm64: https://aws.amazon.com/lambda/pricing/ */
  gigabyteSecond: 0.000_013_333_4,
  /** A request: https://aws.amazon.com/lambda/pricing/ */
  request: 0.2 / 1e6,
  /** A GB of log taken in, and one kept for a month: https://aws.amazon.com/cloudwatch/pricing/ */
  logGigabyte: 0.5,
  keptLogGigabyte: 0.03,
  /** A custom metric, an alarm, a dashboard, a month: https://aws.amazon.com/cloudwatch/pricing/ */
  metric: 0.3,
  alarm: 0.1,
  dashboard: 3,
  /** A GB sent to the internet: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer */
  sentGigabyte: 0.09,
  /** A million pictures by Amazon Rekognition's DetectLabels, first tier: https://aws.amazon.com/rekognition/pricing/ */
  rekognitionMillion: 1000,
};

/** What a month is like. */
export interface Month {
  readonly pictures: number;
  /** MB of the function. */
  readonly memory: number;
  /** Milliseconds that Lambda bills for a picture. */
  readonly ms: number;
  /** Milliseconds that a start takes, which Lambda bills too. */
  readonly startMs: number;
  /** Starts for each picture, 0 to 1. */
  readonly starts: number;
  /** Bytes that a picture writes to the log, and those of its answer with headers. */
  readonly logBytes: number;
  readonly answerBytes: number;
  /** What CloudWatch charges by the month, used or not. */
  readonly billedResources: {
    readonly metrics: number;
    readonly alarms: number;
    readonly dashboards: number;
  };
}

/** USD a month. */
export interface Price {
  readonly pictures: number;
  readonly compute: number;
  readonly starts: number;
  readonly requests: number;
  readonly logs: number;
  readonly sent: number;
  /** Metrics, alarms, dashboard: the same however many pictures there are. */
  readonly watching: number;
  readonly total: number;
}

/** What a month costs. */
export function priceOf(month: Month): Price {
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
