import { join } from 'node:path';
import { Annotations, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { billedResources } from '../../infra/constructs/billed-resources.ts';
import { computeSha256 } from '../../models/store/files.ts';
import { getOnly, getResources, synthesise } from '../support/deployment.ts';
import { modelFolder } from '../support/fixtures.ts';

const allSettings = {
  access: 'public',
  bucket: 'photos',
  origins: 'https://example.com,https://www.example.com',
  email: 'ops@example.com',
};

let standard: Template;
let full: Template;

beforeAll(async () => {
  standard = (await synthesise()).template;
  full = (await synthesise(allSettings)).template;
});

const ref = (pattern: RegExp): object => ({ Ref: expect.stringMatching(pattern) });
const arnOf = (pattern: RegExp): object => ({
  'Fn::GetAtt': [expect.stringMatching(pattern), 'Arn'],
});

describe('the function', () => {
  test('runs Node 24 on arm64 with one vCPU, two layers and its own log', () => {
    expect(getOnly(standard, 'AWS::Lambda::Function')).toEqual({
      Architectures: ['arm64'],
      Code: { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
      Description: 'Glimpse: model efficientnet-lite0, int8',
      Environment: {
        Variables: {
          GLIMPSE_METRICS: 'Glimpse',
          GLIMPSE_URLS: 'public',
          MALLOC_ARENA_MAX: '2',
          MALLOC_MMAP_THRESHOLD_: '1048576',
        },
      },
      Handler: 'index.handler',
      Layers: [ref(/^GlimpseModel/), ref(/^GlimpseRuntime/)],
      LoggingConfig: {
        ApplicationLogLevel: 'INFO',
        LogFormat: 'JSON',
        LogGroup: ref(/^GlimpseLog/),
        SystemLogLevel: 'WARN',
      },
      MemorySize: 1769,
      Role: arnOf(/^GlimpseRole/),
      Runtime: 'nodejs24.x',
      Tags: [{ Key: 'glimpse:stage', Value: 'prod' }],
      Timeout: 30,
    });
  });

  test('has layers for arm64 only', () => {
    for (const { Properties } of Object.values(
      getResources(standard, 'AWS::Lambda::LayerVersion'),
    )) {
      expect(Properties.CompatibleArchitectures).toEqual(['arm64']);
    }
  });

  test('applies the settings', async () => {
    const { template } = await synthesise({
      stage: 'test-2',
      memory: '3538',
      bucket: 'photos',
      urls: 'Images.example.com, cdn.example.org',
      concurrency: '25',
    });
    expect(getOnly(template, 'AWS::Lambda::Function')).toMatchObject({
      MemorySize: 3538,
      ReservedConcurrentExecutions: 25,
      Environment: {
        Variables: {
          GLIMPSE_BUCKET: 'photos',
          GLIMPSE_URLS: 'images.example.com,cdn.example.org',
        },
      },
    });
  });

  test('keeps its log for 30 days, and deletes it with the stack', () => {
    standard.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });
});

describe('permissions', () => {
  const writeOwnLog = {
    Sid: 'WriteOwnLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arnOf(/^GlimpseLog/),
  };

  test('let the function write its own log, and nothing else', () => {
    expect(getOnly(standard, 'AWS::IAM::Policy')).toMatchObject({
      PolicyDocument: { Statement: [writeOwnLog], Version: '2012-10-17' },
      Roles: [ref(/^GlimpseRole/)],
    });
    expect(getOnly(standard, 'AWS::IAM::Role')).toEqual({
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        ],
        Version: '2012-10-17',
      },
      Description: expect.any(String),
      Tags: [{ Key: 'glimpse:stage', Value: 'prod' }],
    });
  });

  test('with a bucket, let it read the objects of that bucket', () => {
    const [own, read, ...more] = (
      getOnly(full, 'AWS::IAM::Policy').PolicyDocument as { Statement: unknown[] }
    ).Statement;
    expect(own).toEqual(writeOwnLog);
    expect(read).toEqual({
      Sid: 'ReadPictures',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::photos/*']] },
    });
    expect(more).toEqual([]);
  });

  test('have no wildcard in an action, and no principals but AWS services', () => {
    for (const template of [standard, full]) {
      const text = JSON.stringify(template.toJSON());
      const actions = [...text.matchAll(/"(?:Not)?Action":("[^"]*"|\[[^\]]*\])/g)];
      expect(actions.length).toBeGreaterThan(1);
      expect(actions.map(([, action]) => action).join()).not.toContain('*');
      expect(text).not.toContain('ManagedPolicyArns');
      expect(text).not.toContain('"AWS":');
    }
  });

  test('let only alarms of this account publish to the topic', () => {
    expect(getOnly(full, 'AWS::SNS::TopicPolicy')).toMatchObject({
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });
});

describe('access', () => {
  test('requires IAM, through the alias, and allows no origins by default', () => {
    expect(getOnly(standard, 'AWS::Lambda::Url')).toEqual({
      AuthType: 'AWS_IAM',
      InvokeMode: 'BUFFERED',
      Qualifier: 'live',
      TargetFunctionArn: arnOf(/^GlimpseFunction/),
    });
    standard.resourceCountIs('AWS::Lambda::Permission', 0);
    expect(getOnly(standard, 'AWS::Lambda::Function')).not.toHaveProperty(
      'ReservedConcurrentExecutions',
    );
  });

  test('public adds two permissions, both on the alias getOnly, and a limit of ten environments', () => {
    const permissions = Object.values(getResources(full, 'AWS::Lambda::Permission'));
    expect(permissions.map(({ Properties }) => Properties)).toEqual([
      {
        Action: 'lambda:InvokeFunctionUrl',
        FunctionName: ref(/^GlimpseEndpointLive/),
        FunctionUrlAuthType: 'NONE',
        Principal: '*',
      },
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: ref(/^GlimpseEndpointLive/),
        InvokedViaFunctionUrl: true,
        Principal: '*',
      },
    ]);
    expect(getOnly(full, 'AWS::Lambda::Url')).toMatchObject({
      AuthType: 'NONE',
      Qualifier: 'live',
    });
    expect(getOnly(full, 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBe(10);
  });

  test('reserves the concurrency that is set, or none', async () => {
    const reserved = async (context: Record<string, string>): Promise<unknown> =>
      getOnly((await synthesise(context)).template, 'AWS::Lambda::Function')
        .ReservedConcurrentExecutions;
    expect(await reserved({ access: 'public', concurrency: 'none' })).toBeUndefined();
    expect(await reserved({ access: 'public', concurrency: '3' })).toBe(3);
    expect(await reserved({ access: 'iam', concurrency: '4' })).toBe(4);
  });

  test('allows web sites by origin', () => {
    expect(getOnly(full, 'AWS::Lambda::Url').Cors).toEqual({
      AllowOrigins: ['https://example.com', 'https://www.example.com'],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: [
        'authorization',
        'content-type',
        'x-amz-content-sha256',
        'x-amz-date',
        'x-amz-security-token',
      ],
      ExposeHeaders: ['retry-after', 'x-request-id'],
      MaxAge: 3600,
    });
  });
});

describe('cost', () => {
  test('has as many billed resources as the price table counts', () => {
    for (const template of [standard, full]) {
      template.resourceCountIs('AWS::CloudWatch::Alarm', billedResources.alarms);
      template.resourceCountIs('AWS::CloudWatch::Dashboard', billedResources.dashboards);
      // In us-east-1 a key costs USD 1 a month; provisioned environments and networks cost much more.
      for (const type of ['KMS::Key', 'EC2::VPC', 'SecretsManager::Secret', 'S3::Bucket']) {
        template.resourceCountIs(`AWS::${type}`, 0);
      }
    }
    const text = JSON.stringify(full.toJSON()).replaceAll('\\', '');
    const names = new Set(
      [...text.matchAll(/"Glimpse","(\w+)","FunctionName"/g)].map(([, name]) => name),
    );
    expect([...names].sort()).toEqual(['FailedPictures', 'FailedStarts', 'PictureMs', 'StartMs']);
    expect(billedResources).toEqual({ metrics: 4, alarms: 5, dashboards: 1 });
  });

  test('sends alarms and budget mails to an address; without one there is no topic and no budget', () => {
    standard.resourceCountIs('AWS::SNS::Topic', 0);
    standard.resourceCountIs('AWS::Budgets::Budget', 0);
    expect(getOnly(full, 'AWS::SNS::Subscription')).toMatchObject({
      Endpoint: 'ops@example.com',
      Protocol: 'email',
    });
    for (const { Properties } of Object.values(getResources(full, 'AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmActions).toEqual([ref(/^AlarmTopic/)]);
    }
    const subscribers = [{ SubscriptionType: 'EMAIL', Address: 'ops@example.com' }];
    expect(getOnly(full, 'AWS::Budgets::Budget')).toMatchObject({
      Budget: {
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: 10, Unit: 'USD' },
      },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: 'ACTUAL', Threshold: 100 }, Subscribers: subscribers },
        {
          Notification: { NotificationType: 'FORECASTED', Threshold: 100 },
          Subscribers: subscribers,
        },
      ],
    });
  });

  test('raises an alarm above 730 calls an hour per USD of the budget', async () => {
    const { template } = await synthesise({ budget: '2.5' });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Period: 3600,
      Statistic: 'Sum',
      Threshold: 1825,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  test('has alarms for errors, throttles, slow calls, failed starts and calls', () => {
    const alarms = Object.values(getResources(standard, 'AWS::CloudWatch::Alarm'));
    expect(
      alarms.map(({ Properties: { Namespace, MetricName, ExtendedStatistic, Threshold } }) =>
        [Namespace, MetricName, ExtendedStatistic ?? 'Sum', Threshold].join(' '),
      ),
    ).toEqual([
      'AWS/Lambda Errors Sum 0',
      'AWS/Lambda Throttles Sum 0',
      'AWS/Lambda Duration p99 5000',
      'Glimpse FailedStarts Sum 0',
      'AWS/Lambda Invocations Sum 7300',
    ]);
    for (const { Properties } of alarms) {
      expect(Properties.TreatMissingData).toBe('notBreaching');
      expect(Properties.Dimensions).toEqual([
        { Name: 'FunctionName', Value: ref(/^GlimpseFunction/) },
      ]);
    }
  });
});

describe('the stack', () => {
  test('is named after its stage', async () => {
    const { stack } = await synthesise({ stage: 'staging' });
    expect(stack.stackName).toBe('glimpse-staging');
    expect(stack.tags.tagValues()).toEqual({ 'glimpse:stage': 'staging' });
    expect(stack.terminationProtection).toBe(false);
  });

  test('outputs what callers and commands need', async () => {
    const { Outputs } = standard.toJSON();
    const { CallerPolicy, ...rest } = Outputs;
    expect(rest).toEqual({
      Url: { Value: { 'Fn::GetAtt': [expect.stringMatching(/FunctionUrl/), 'FunctionUrl'] } },
      FunctionName: { Value: ref(/^GlimpseFunction/) },
      Alias: { Value: 'live' },
      AliasArn: { Value: ref(/^GlimpseEndpointLive/) },
      Version: {
        Value: {
          'Fn::GetAtt': [expect.stringMatching(/^GlimpseFunctionCurrentVersion/), 'Version'],
        },
      },
      Access: { Value: 'iam' },
      Settings: { Value: '{}' },
      Model: {
        Value: `efficientnet-lite0 int8 ${await computeSha256(join(modelFolder, 'model.onnx'))}`,
      },
    });
    const [before, alias, between, again, after] = CallerPolicy.Value['Fn::Join'][1];
    expect([alias, again]).toEqual([ref(/^GlimpseEndpointLive/), ref(/^GlimpseEndpointLive/)]);
    expect(JSON.parse(`${before}ARN${between}ARN${after}`)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunctionUrl',
          Resource: 'ARN',
          Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
        },
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource: 'ARN',
          Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
        },
      ],
    });
    expect(full.toJSON().Outputs).toMatchObject({
      Access: { Value: 'public' },
      Settings: {
        Value:
          '{"access":"public","bucket":"photos","origins":"https://example.com,https://www.example.com","email":"ops@example.com"}',
      },
    });
    expect(full.toJSON().Outputs).not.toHaveProperty('CallerPolicy');
  });

  test('retains nothing but versions, which are deleted with their function', () => {
    const kept = Object.values(full.toJSON().Resources as Record<string, Record<string, string>>)
      .filter(({ DeletionPolicy }) => DeletionPolicy?.startsWith('Retain'))
      .map(({ Type }) => Type);
    expect(kept).toEqual(['AWS::Lambda::Version']);
  });

  test('sends no usage data, and has no warnings', async () => {
    const { stack, template } = await synthesise(allSettings);
    template.resourceCountIs('AWS::CDK::Metadata', 0);
    expect(Annotations.fromStack(stack).findWarning('*', '.*')).toEqual([]);
    expect(getOnly(template, 'AWS::Lambda::Function')).not.toHaveProperty('TracingConfig');
  });
});
