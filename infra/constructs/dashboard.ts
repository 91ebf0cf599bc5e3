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
import { createMetric } from './metrics.ts';

export interface GlimpseDashboardProps {
  readonly function: IFunction;
  readonly alarms: readonly Alarm[];
}

/** One dashboard: how many pictures, how fast, and what failed. */
export class GlimpseDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: GlimpseDashboardProps) {
    super(scope, id, { defaultInterval: Duration.days(1), widgets: createRows(props) });
  }
}

function createRows({ function: lambda, alarms }: GlimpseDashboardProps): IWidget[][] {
  const sum = { statistic: 'Sum' };
  const pictureMs = (statistic: string, label: string): Metric =>
    createMetric(lambda, 'PictureMs', { statistic, label });
  return [
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 3 })],
    [
      createGraph('Pictures', [
        pictureMs('SampleCount', 'classified'),
        createMetric(lambda, 'FailedPictures', { ...sum, label: 'refused or failed' }),
      ]),
      createGraph('Milliseconds per picture', [
        pictureMs('p50', 'median'),
        pictureMs('p99', 'p99'),
      ]),
    ],
    [
      createGraph('Environments', [
        createMetric(lambda, 'StartMs', { statistic: 'SampleCount', label: 'started' }),
        createMetric(lambda, 'FailedStarts', { ...sum, label: 'failed starts' }),
        lambda.metric('ConcurrentExecutions', { statistic: 'Maximum', label: 'concurrent' }),
      ]),
      createGraph('Milliseconds per start', [
        createMetric(lambda, 'StartMs', { statistic: 'p50', label: 'median' }),
        createMetric(lambda, 'StartMs', { statistic: 'Maximum', label: 'longest' }),
      ]),
    ],
    [
      createGraph('Calls', [lambda.metricInvocations(sum), lambda.metricThrottles(sum)]),
      createGraph('Crashes and timeouts', [lambda.metricErrors(sum)]),
    ],
  ];
}

function createGraph(title: string, left: Metric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 12, leftYAxis: { min: 0, showUnits: false } });
}
