import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeAws, type FakeAccount } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const region = { AWS_REGION: 'eu-central-1' };

const deploy = ['deploy', '--yes', '--model', 'efficientnet-lite0'];
const readOnly = [
  'GetCallerIdentity',
  'DescribeStacks',
  'GetParameter',
  'GetAccountSettings',
  'GetFunctionConcurrency',
  'HeadBucket',
];

test('reports all problems together, each with advice, and runs nothing', async () => {
  const aws = await createFakeAws({
    bootstrap: null,
    quota: { all: 10, unreserved: 10 },
    stack: { status: 'UPDATE_IN_PROGRESS', outputs: {} },
    buckets: { 'my-pictures': 'us-east-1' },
  });
  const flags = ['deploy', '--yes', '--access', 'public', '--bucket', 'my-pictures'];
  const { code, stdout, stderr } = await runDeploy(aws, [...flags, '--model', 'nothing'], {
    env: { ...identity, ...region },
  });
  expect(stderr.split('\n')).toEqual([
    `✓ Node           ${process.versions.node}`,
    '✓ region         eu-central-1',
    '✓ credentials    account 111122223333, user/ada',
    '✗ stack          glimpse-prod is UPDATE_IN_PROGRESS',
    '                 → An operation is in progress: wait until it has finished.',
    '✗ CDK bootstrap  not done in eu-central-1 of account 111122223333',
    '                 → Run once: npx cdk bootstrap aws://111122223333/eu-central-1',
    "✗ concurrency    the account's quota is 10 environments, as in new accounts, and Lambda lets none of them be reserved",
    '                 → Pass --concurrency none (the quota of 10 limits the bill just as well), or request a higher quota, which is free: https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384',
    '✗ bucket         my-pictures is in us-east-1',
    '                 → Deploy there (--region us-east-1), or choose a bucket in eu-central-1.',
    '✗ model          there is no model nothing on this machine; choose one: efficientnet-lite0.',
    '                 → Choose one with --model, or add one: npx glimpse models add --help',
    'glimpse: nothing was changed; fix the failed checks first: stack, CDK bootstrap, concurrency, bucket, model.',
    '',
  ]);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  expect(aws.log.every((action) => readOnly.includes(action))).toBe(true);
});

test('without credentials, says how to get some, and sends no request', async () => {
  const aws = await createFakeAws();
  const { code, stderr } = await runDeploy(aws, deploy, { env: region });
  expect(stderr).toMatch(/^✗ credentials .*\n +→ There are no AWS credentials: .*"aws configure"/m);
  for (const name of ['CDK bootstrap', 'stack', 'concurrency']) {
    expect(stderr).toMatch(new RegExp(`^- ${name} +needs credentials$`, 'm'));
  }
  expect(code).toBe(1);
  expect(aws.log).toEqual([]);
});

test('reports a missing region and an unknown profile', async () => {
  const aws = await createFakeAws();
  const nowhere = await runDeploy(aws, deploy, { env: identity });
  expect(nowhere.stderr).toMatch(
    /^✗ region .*\n +→ Pass --region .*AWS_REGION.*\n- credentials +needs a region$/m,
  );
  const flags = ['--region', 'eu-central-1', '--profile', 'work'];
  const unknown = await runDeploy(aws, [...deploy, ...flags]);
  expect(unknown.stderr).toMatch(
    /^✗ credentials +there is no profile work\n +→ .*aws configure --profile work$/m,
  );
  const both = await runDeploy(aws, ['destroy', '--yes', '--profile', 'work']);
  expect(both.stderr).toMatch(/^glimpse: there is no profile work\. .*--profile work\n$/);
  expect(aws.log).toEqual([]);
});

test('reports a profile that requires an MFA code if there is no terminal', async () => {
  const aws = await createFakeAws();
  const folder = temporaryFolder();
  const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(
    config,
    `[profile work]
region = eu-central-1
role_arn = arn:aws:iam::111122223333:role/deployer
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ada
`,
  );
  writeFileSync(
    credentials,
    '[base]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = not-a-secret\n',
  );
  const { code, stderr } = await runDeploy(aws, [...deploy, '--profile', 'work'], {
    env: { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials },
  });
  expect(stderr).toMatch(/^✓ region +eu-central-1$/m);
  expect(stderr).toMatch(/^✗ credentials .*\n +→ .*MFA code.*terminal/m);
  expect(code).toBe(1);
  expect(aws.log).toEqual([]);
});

test('reports expired credentials', async () => {
  const aws = await createFakeAws({ failing: { GetCallerIdentity: [403, 'ExpiredToken'] } });
  const { code, stderr } = await runDeploy(aws, deploy, { env: { ...identity, ...region } });
  expect(stderr).toMatch(/credentials have expired: .*"aws sso login"/);
  expect(code).toBe(1);
  expect(aws.log).toEqual(['GetCallerIdentity']);
});

test('names a denied action, and prints no keys', async () => {
  const denied = { GetParameter: [400, 'AccessDeniedException'] } satisfies FakeAccount['failing'];
  const aws = await createFakeAws({ failing: denied });
  const { stderr } = await runDeploy(aws, deploy, { env: { ...identity, ...region } });
  expect(stderr).toMatch(/^✗ CDK bootstrap .*\n +→ ssm:GetParameter is not allowed/m);
  expect(stderr).not.toContain('AKIDEXAMPLE');
});

test('reports a failed build after the other checks, and runs nothing', async () => {
  const aws = await createFakeAws();
  const { code, stderr } = await runDeploy(aws, deploy, {
    env: { ...identity, ...region },
    buildError: 'With model big the function has 300000000 bytes unzipped.',
  });
  expect(stderr).toMatch(
    /^✗ sizes .*\n +→ With model big .*300000000.*\nglimpse: nothing was changed; .*: sizes\.$/m,
  );
  expect(code).toBe(1);
  expect(aws.runs).toEqual([]);
});
