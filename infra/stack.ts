import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Assets } from './build-assets.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { Glimpse } from './constructs/glimpse.ts';
import { MonthlyBudget } from './constructs/monthly-budget.ts';
import { getNonDefaultSettings } from './non-default-settings.ts';
import type { DeploymentSettings } from './settings.ts';

export interface GlimpseStackProps {
  readonly settings: DeploymentSettings;
  readonly assets: Assets;
}

/**
 * Calls per hour that cost about USD 1 if they last for a month of 720 hours: 730 x 720 = 525,600 calls,
 * at USD 1.89 a million (the table in infra/README.md, without `watching`), cost USD 0.99 in us-east-1.
 */
const callsPerHourAndUsd = 730;

/** One stage of Glimpse. It names neither account nor region: both come from the user's AWS settings. */
export class GlimpseStack extends Stack {
  constructor(scope: Construct, { settings, assets }: GlimpseStackProps) {
    const { stage, email, budget } = settings;
    super(scope, `glimpse-${stage}`, {
      description: `Glimpse, image recognition as a function (stage ${stage})`,
      // This resource would report the constructs in use to AWS, and do nothing else.
      analyticsReporting: false,
    });
    // CloudFormation does not support tags of dashboards in every region yet.
    const excludeResourceTypes = ['AWS::CloudWatch::Dashboard'];
    Tags.of(this).add('glimpse:stage', stage, { excludeResourceTypes });
    const topic = email ? new AlarmTopic(this, 'AlarmTopic', { email }) : undefined;
    if (email) new MonthlyBudget(this, 'MonthlyBudget', { email, limit: budget });
    const { id, precision } = assets.manifest;
    const glimpse = new Glimpse(this, 'Glimpse', {
      ...settings,
      heic: settings.heic === 'on',
      code: {
        function: Code.fromAsset(assets.function.path),
        model: Code.fromAsset(assets.model.path),
        runtime: Code.fromAsset(assets.runtime.path),
      },
      alarmTopic: topic,
      maxCallsPerHour: Math.ceil(budget * callsPerHourAndUsd),
      modelDescription: `Glimpse: model ${id}, ${precision}`,
    });
    this.addOutputs(glimpse, { settings, assets });
  }

  private addOutputs(glimpse: Glimpse, { settings, assets }: GlimpseStackProps): void {
    const { id, precision, sha256 } = assets.manifest;
    const outputs = {
      Url: glimpse.url.url,
      FunctionName: glimpse.function.functionName,
      Alias: glimpse.alias.aliasName,
      AliasArn: glimpse.alias.functionArn,
      Version: glimpse.function.currentVersion.version,
      Access: settings.access,
      Model: `${id} ${precision} ${sha256}`,
      // The next deployment compares its own settings with these.
      Settings: JSON.stringify(getNonDefaultSettings(settings)),
      ...(settings.access === 'iam' && {
        CallerPolicy: this.toJsonString(glimpse.endpoint.callerPolicy),
      }),
    };
    for (const [key, value] of Object.entries(outputs)) new CfnOutput(this, key, { value });
  }
}
