import { metricNames } from './metrics.ts';

/** How many things of a stack CloudWatch charges by the month, used or not. */
export const billedResources = {
  /** Custom metrics, USD 0.30 each. */
  metrics: metricNames.length,
  /** USD 0.10 each. */
  alarms: 5,
  /** USD 3 each from the fourth of an account on. */
  dashboards: 1,
};
