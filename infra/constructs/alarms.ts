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
import { ownMetric } from './metrics.ts';

export interface AlarmsProps {
  readonly function: IFunction;
  /** Where alarms go; seen in the console alone where left out. */
  readonly topic?: ITopic | undefined;
  /** Calls in one hour above which something runs up a bill. */
  readonly callsAnHour: number;
}

type Watched = Pick<AlarmProps, 'metric' | 'alarmDescription'> &
  Partial<Pick<AlarmProps, 'threshold' | 'evaluationPeriods'>>;

const period = Duration.minutes(5);

/** Fetching a picture by URL may take 8 seconds; a service that is well takes a fraction of one. */
const slowMs = 5000;

/** Five alarms; `charged` counts them. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.all = Object.entries(watchedOf(props)).map(([name, watched]) => {
      const alarm = new Alarm(this, name, {
        threshold: 0,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...watched,
      });
      if (props.topic) alarm.addAlarmAction(new SnsAction(props.topic));
      return alarm;
    });
  }
}

function watchedOf({ function: lambda, callsAnHour }: AlarmsProps): Record<string, Watched> {
  const sum = { statistic: 'Sum', period };
  return {
    Errors: {
      metric: lambda.metricErrors(sum),
      alarmDescription: 'The function crashed or ran out of time; its log says where.',
    },
    Throttles: {
      metric: lambda.metricThrottles(sum),
      alarmDescription: 'Calls were turned away: reserved concurrency or the quota is used up.',
    },
    Slow: {
      metric: lambda.metricDuration({ statistic: 'p99', period }),
      threshold: slowMs,
      evaluationPeriods: 3,
      alarmDescription: 'For a quarter of an hour one call in a hundred took over 5 seconds.',
    },
    FailedStarts: {
      metric: ownMetric(lambda, 'FailedStarts', sum),
      alarmDescription: 'An environment could not load its model; its log has the code.',
    },
    Calls: {
      metric: lambda.metricInvocations({ statistic: 'Sum', period: Duration.hours(1) }),
      threshold: callsAnHour,
      alarmDescription: `More than ${callsAnHour} calls in an hour: is that meant?`,
    },
  };
}
