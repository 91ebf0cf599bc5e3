import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { expect, test } from 'vitest';
import { Glimpse } from '../../../infra/constructs/glimpse.ts';
import { createEmptyStack, getResources } from '../../support/deployment.ts';

test('a stack of another app can hold two, with assets from a bucket', () => {
  const stack = createEmptyStack();
  const bucket = Bucket.fromBucketName(stack, 'Assets', 'assets-of-ours');
  const from = (key: string): Code => Code.fromBucketV2(bucket, key);
  const alarmTopic = new Topic(stack, 'Topic');
  const code = {
    function: from('function.zip'),
    model: from('model.zip'),
    runtime: from('runtime.zip'),
  };
  new Glimpse(stack, 'One', { code });
  const other = new Glimpse(stack, 'Other', {
    code,
    memory: 3538,
    concurrency: 4,
    environment: { GLIMPSE_METRICS: 'Ours', MALLOC_ARENA_MAX: '4', OWN: 'yes' },
    alarmTopic,
    dashboard: false,
  });

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 2);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Code: { S3Bucket: 'assets-of-ours', S3Key: 'function.zip' },
    MemorySize: 3538,
    ReservedConcurrentExecutions: 4,
    Environment: {
      Variables: {
        GLIMPSE_METRICS: 'Ours',
        GLIMPSE_URLS: 'public',
        MALLOC_ARENA_MAX: '4',
        MALLOC_MMAP_THRESHOLD_: '1048576',
        OWN: 'yes',
      },
    },
  });
  const alarms = Object.entries(getResources(template, 'AWS::CloudWatch::Alarm'));
  const acting = alarms.filter(([, { Properties }]) => Properties.AlarmActions !== undefined);
  expect(acting.map(([id]) => id)).toEqual(
    alarms.map(([id]) => id).filter((id) => id.startsWith('Other')),
  );
  // Physical names could collide.
  const text = JSON.stringify(template.toJSON());
  for (const name of ['FunctionName":"', 'LogGroupName', 'RoleName', 'DashboardName', 'AlarmName'])
    expect(text).not.toContain(name);
  expect(stack.resolve(other.url.url)).toEqual({
    'Fn::GetAtt': [expect.stringMatching(/^OtherEndpointLive/), 'FunctionUrl'],
  });
});
