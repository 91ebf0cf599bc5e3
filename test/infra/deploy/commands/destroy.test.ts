import { expect, test } from 'vitest';
import { createFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const destroy = ['destroy', '--yes', '--stage', 'test'];
const stack = { status: 'ROLLBACK_COMPLETE', outputs: {} };

test('removes the stack without its settings or its model, and prints what remains', async () => {
  const aws = await createFakeAws({ stack });
  const { code, stdout, stderr } = await runDeploy(aws, destroy, { env });
  expect(code, stderr).toBe(0);
  expect(aws.runs.map(({ args }) => args)).toEqual([
    [
      'destroy',
      'glimpse-test',
      '--force',
      '--app',
      'node --import tsx infra/deploy/empty-app.ts',
      '-c',
      'stack=glimpse-test',
    ],
  ]);
  expect(stderr).toBe('✓ credentials    account 111122223333, user/ada\n');
  expect(
    stdout,
  ).toBe(`glimpse-test is removed, with its function, versions, log, alarms and dashboard. What remains:
  - the uploaded zips in s3://cdk-hnb659fds-assets-111122223333-eu-central-1: about 16 MB for each change of the
    runtime layer, 5 to 12 MB for each change of the model layer, below USD 0.001 a month each (us-east-1);
    to delete them, run
    "npx cdk gc aws://111122223333/eu-central-1 --unstable=gc"
  - the stack CDKToolkit, which all CDK apps in eu-central-1 use: free, except for that bucket
  - the history of the metrics, which CloudWatch deletes after 15 months: free
  - your bucket, if you passed --bucket: it was never part of the stack
`);
});

test('says if there is no stack', async () => {
  const aws = await createFakeAws({});
  const { code, stderr } = await runDeploy(aws, destroy, { env });
  expect(stderr).toMatch(/no stack glimpse-test in eu-central-1: nothing to remove\.\n$/);
  expect(code).toBe(0);
  expect(aws.runs).toEqual([]);
});

test('says if the CDK fails', async () => {
  const aws = await createFakeAws({ stack, onRun: () => 1 });
  const { code, stdout, stderr } = await runDeploy(aws, destroy, { env });
  expect(stderr).toContain('glimpse: glimpse-test was not removed completely');
  expect(stdout).toBe('');
  expect(code).toBe(1);
});
