import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Assets } from './build-assets.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { Glimpse } from './constructs/glimpse.ts';
import { MonthlyBudget } from './constructs/monthly-budget.ts';
import { nonDefaultSettings } from './non-default-settings.ts';
import type { DeploymentSettings } from './settings.ts';

export interface GlimpseStackProps {
  readonly settings: DeploymentSettings;
  readonly assets: Assets;
}

/**
 * Calls an hour that, kept up for a month of 720 hours, cost about one USD: 730 x 720 = 525,600 calls
 * at USD 1.89 a million, as the README's table has them without what is watched, are USD 0.99.
 */
const callsAnHourPerUsd = 730;

/** One stage of Glimpse. It names neither account nor region: both are those of whoever deploys. */
export class GlimpseStack extends Stack {
  constructor(scope: Construct, { settings, assets }: GlimpseStackProps) {
    const { stage, email, budget } = settings;
    super(scope, `glimpse-${stage}`, {
      description: `Glimpse, image recognition as a function (stage ${stage})`,
      // A resource that only tells AWS which constructs are used.
      analyticsReporting: false,
    });
    // Not every region's CloudFormation knows tags of dashboards yet.
    const excludeResourceTypes = ['AWS::CloudWatch::Dashboard'];
    Tags.of(this).add('glimpse:stage', stage, { excludeResourceTypes });
    const topic = email ? new AlarmTopic(this, 'AlarmTopic', { email }) : undefined;
    if (email) new MonthlyBudget(this, 'MonthlyBudget', { email, limit: budget });
    const { id, precision } = assets.manifest;
    const glimpse = new Glimpse(this, 'Glimpse', {
      ...settings,
      code: {
        function: Code.fromAsset(assets.function.path),
        model: Code.fromAsset(assets.model.path),
        runtime: Code.fromAsset(assets.runtime.path),
      },
      alarmTopic: topic,
      callsAnHour: Math.ceil(budget * callsAnHourPerUsd),
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
      // The next deployment tells by it what it changes.
      Settings: JSON.stringify(nonDefaultSettings(settings)),
      ...(settings.access === 'iam' && {
        CallerPolicy: this.toJsonString(glimpse.endpoint.callerPolicy),
      }),
    };
    for (const [key, value] of Object.entries(outputs)) new CfnOutput(this, key, { value });
  }
}
