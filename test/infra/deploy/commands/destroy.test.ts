import { afterEach, expect, test } from 'vitest';
import { type FakeAccount, type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const destroy = ['destroy', '--yes', '--stage', 'test'];
const stack = { status: 'ROLLBACK_COMPLETE', outputs: {} };
const running: FakeAws[] = [];

afterEach(() => {
  for (const one of running.splice(0)) one.close();
});

async function account(changes: Partial<FakeAccount>): Promise<FakeAws> {
  const aws = await startFakeAws(changes);
  running.push(aws);
  return aws;
}

test('removes the stack without its settings or its model, and tells what stays', async () => {
  const aws = await account({ stack });
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
  expect(stdout).toContain('glimpse-test is gone');
  expect(stdout).toContain('s3://cdk-hnb659fds-assets-111122223333-eu-central-1');
});

test('where there is nothing, says so', async () => {
  const aws = await account({});
  const { code, stderr } = await runDeploy(aws, destroy, { env });
  expect(stderr).toContain('There is no stack glimpse-test in eu-central-1: nothing to remove.\n');
  expect(code).toBe(0);
  expect(aws.runs).toEqual([]);
});

test('where the CDK fails, says so', async () => {
  const aws = await account({ stack, onRun: () => 1 });
  const { code, stdout, stderr } = await runDeploy(aws, destroy, { env });
  expect(stderr).toContain('glimpse: glimpse-test is not removed whole');
  expect(stdout).toBe('');
  expect(code).toBe(1);
});
