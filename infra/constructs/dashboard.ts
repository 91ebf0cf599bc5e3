import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ownMetric } from './metrics.ts';

export interface OverviewProps {
  readonly function: IFunction;
  readonly alarms: readonly Alarm[];
}

/** One dashboard: how many pictures, how fast, what went wrong. */
export class Overview extends Dashboard {
  constructor(scope: Construct, id: string, props: OverviewProps) {
    super(scope, id, { defaultInterval: Duration.days(1), widgets: rowsOf(props) });
  }
}

function rowsOf({ function: lambda, alarms }: OverviewProps): IWidget[][] {
  const sum = { statistic: 'Sum' };
  const pictureMs = (statistic: string, label: string): Metric =>
    ownMetric(lambda, 'PictureMs', { statistic, label });
  return [
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 3 })],
    [
      graph('Pictures', [
        pictureMs('SampleCount', 'answered'),
        ownMetric(lambda, 'FailedPictures', { ...sum, label: 'refused or failed' }),
      ]),
      graph('Milliseconds a picture', [pictureMs('p50', 'median'), pictureMs('p99', 'p99')]),
    ],
    [
      graph('Environments', [
        ownMetric(lambda, 'StartMs', { statistic: 'SampleCount', label: 'started' }),
        ownMetric(lambda, 'FailedStarts', { ...sum, label: 'failed starts' }),
        lambda.metric('ConcurrentExecutions', { statistic: 'Maximum', label: 'at once' }),
      ]),
      graph('Milliseconds a start', [
        ownMetric(lambda, 'StartMs', { statistic: 'p50', label: 'median' }),
        ownMetric(lambda, 'StartMs', { statistic: 'Maximum', label: 'longest' }),
      ]),
    ],
    [
      graph('Calls', [lambda.metricInvocations(sum), lambda.metricThrottles(sum)]),
      graph('Crashes and timeouts', [lambda.metricErrors(sum)]),
    ],
  ];
}

function graph(title: string, left: Metric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 12, leftYAxis: { min: 0, showUnits: false } });
}
