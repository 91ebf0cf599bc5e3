/**
 * Metrics that the function records itself; each costs USD 0.30 a month in us-east-1, so there are few.
 * `PictureMs` has one value per classified picture, `StartMs` one per environment; both in milliseconds.
 */
export const metricNames = ['PictureMs', 'FailedPictures', 'StartMs', 'FailedStarts'] as const;

/**
 * Numbers of resources that CloudWatch bills by the month, used or not. This file does not import
 * the CDK, so that prices and help texts do not load it. Prices are those of us-east-1.
 */
export const billedResources = {
  /** Custom metrics, USD 0.30 each. */
  metrics: metricNames.length,
  /** USD 0.10 each. */
  alarms: 5,
  /** USD 3 each, from the fourth of an account on. */
  dashboards: 1,
};
