import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { createMetric } from './metrics.ts';

export interface AlarmsProps {
  readonly function: IFunction;
  /** Receives the alarms. Without it they show in the console only. */
  readonly topic?: ITopic | undefined;
  /** An alarm is raised above this number of calls in one hour. */
  readonly maxCallsPerHour: number;
}

type AlarmOptions = Pick<AlarmProps, 'metric' | 'alarmDescription'> &
  Partial<Pick<AlarmProps, 'threshold' | 'evaluationPeriods'>>;

const period = Duration.minutes(5);

/** Fetching a picture by URL may take 8 seconds; a healthy service needs a fraction of one. */
const slowMs = 5000;

/** Five alarms, counted in `billedResources`. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.all = Object.entries(createOptions(props)).map(([name, options]) => {
      const alarm = new Alarm(this, name, {
        threshold: 0,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...options,
      });
      if (props.topic) alarm.addAlarmAction(new SnsAction(props.topic));
      return alarm;
    });
  }
}

function createOptions({
  function: lambda,
  maxCallsPerHour,
}: AlarmsProps): Record<string, AlarmOptions> {
  const sum = { statistic: 'Sum', period };
  return {
    Errors: {
      metric: lambda.metricErrors(sum),
      alarmDescription: 'The function crashed or timed out; see its log.',
    },
    Throttles: {
      metric: lambda.metricThrottles(sum),
      alarmDescription: 'Calls were rejected: reserved concurrency or the quota is used up.',
    },
    Slow: {
      metric: lambda.metricDuration({ statistic: 'p99', period }),
      threshold: slowMs,
      evaluationPeriods: 3,
      alarmDescription: 'For 15 minutes, one call in a hundred took over 5 seconds.',
    },
    FailedStarts: {
      metric: createMetric(lambda, 'FailedStarts', sum),
      alarmDescription: 'An environment could not load its model; its log has the code.',
    },
    Calls: {
      metric: lambda.metricInvocations({ statistic: 'Sum', period: Duration.hours(1) }),
      threshold: maxCallsPerHour,
      alarmDescription: `More than ${maxCallsPerHour} calls in an hour: is that intended?`,
    },
  };
}
