import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type FakeAccount, type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';

const region = { AWS_REGION: 'eu-central-1' };
const running: FakeAws[] = [];

afterEach(() => {
  for (const aws of running.splice(0)) aws.close();
});

async function account(changes: Partial<FakeAccount> = {}): Promise<FakeAws> {
  const aws = await startFakeAws(changes);
  running.push(aws);
  return aws;
}

const deploy = ['deploy', '--yes', '--model', 'efficientnet-lite0'];
const readOnly = [
  'GetCallerIdentity',
  'DescribeStacks',
  'GetParameter',
  'GetAccountSettings',
  'GetFunctionConcurrency',
  'HeadBucket',
];

test('everything that is wrong is told at once, each with what to do, and nothing is run', async () => {
  const aws = await account({
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
    '                 An operation is under way: wait until it has ended.',
    '✗ CDK bootstrap  not done in eu-central-1 of account 111122223333',
    '                 Run once: npx cdk bootstrap aws://111122223333/eu-central-1',
    '✗ concurrency    this account may run 10 environments at once, as new accounts do, and Lambda lets none of them be reserved',
    '                 Pass --concurrency none (the 10 limit the bill just as well), or ask for a higher quota, which is free: https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384',
    '✗ bucket         my-pictures is in us-east-1',
    '                 Deploy there (--region us-east-1), or take a bucket in eu-central-1.',
    '✗ model          There is no model nothing on this machine; these are: efficientnet-lite0.',
    '                 Name one that is here with --model, or add one: npx glimpse models add --help',
    'glimpse: nothing was changed; first put right what is marked with a cross: stack, CDK bootstrap, concurrency, bucket, model.',
    '',
  ]);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  expect(aws.log.every((action) => readOnly.includes(action))).toBe(true);
});

test('no credentials: says how to get some, and asks nobody', async () => {
  const aws = await account();
  const { code, stderr } = await runDeploy(aws, deploy, { env: region });
  expect(stderr).toContain(
    `✗ credentials    AWS does not say who asks
                 There are no AWS credentials: run "aws configure" or "aws sso login", set AWS_PROFILE, or pass --profile NAME.
- CDK bootstrap  needs credentials
- stack          needs credentials
- concurrency    needs credentials
`,
  );
  expect(code).toBe(1);
  expect(aws.log).toEqual([]);
});

test('no region and an unknown profile', async () => {
  const aws = await account();
  const nowhere = await runDeploy(aws, deploy, { env: identity });
  expect(nowhere.stderr).toContain(
    `✗ region         no AWS region is known
                 Pass --region (such as eu-central-1), or set AWS_REGION, or a region in the profile.
- credentials    needs a region
`,
  );
  const flags = ['--region', 'eu-central-1', '--profile', 'work'];
  const unknown = await runDeploy(aws, [...deploy, ...flags]);
  const remedy =
    'Look for its name ("aws configure list-profiles"), or make it: aws configure --profile work';
  expect(unknown.stderr).toContain(`✗ credentials    there is no profile work
                 ${remedy}
`);
  const both = await runDeploy(aws, ['destroy', '--yes', '--profile', 'work']);
  expect(both.stderr).toBe(`glimpse: there is no profile work. ${remedy}\n`);
  expect(aws.log).toEqual([]);
});

test('a profile that asks for a code, where there is no terminal', async () => {
  const aws = await account();
  const folder = mkdtempSync(join(tmpdir(), 'deploy-aws-'));
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
  expect(stderr).toContain('✓ region         eu-central-1\n');
  expect(stderr).toContain(
    `✗ credentials    AWS does not say who asks
                 The profile asks for the code of a device (MFA): run this where a terminal can ask for it, `,
  );
  expect(code).toBe(1);
  expect(aws.log).toEqual([]);
});

test('expired credentials', async () => {
  const aws = await account({ failing: { GetCallerIdentity: [403, 'ExpiredToken'] } });
  const { code, stderr } = await runDeploy(aws, deploy, { env: { ...identity, ...region } });
  expect(stderr).toContain(
    'The credentials have expired: sign in again ("aws sso login", or however you got them).',
  );
  expect(code).toBe(1);
  expect(aws.log).toEqual(['GetCallerIdentity']);
});

test('a denied action is named; keys never are', async () => {
  const denied = { GetParameter: [400, 'AccessDeniedException'] } satisfies FakeAccount['failing'];
  const aws = await account({ failing: denied });
  const { stderr } = await runDeploy(aws, deploy, { env: { ...identity, ...region } });
  expect(stderr).toContain(
    `✗ CDK bootstrap  cannot be looked up
                 ssm:GetParameter is not allowed to this identity: ask for it (the README lists what a deployment needs).
`,
  );
  expect(stderr).not.toContain('AKIDEXAMPLE');
});

test('what cannot be built or is too large is told after the rest, and nothing is run', async () => {
  const aws = await account();
  const { code, stderr } = await runDeploy(aws, deploy, {
    env: { ...identity, ...region },
    buildError: 'With model big the function is 300000000 bytes unpacked.',
  });
  expect(stderr).toContain(
    `✗ sizes          what is to be uploaded cannot be built
                 With model big the function is 300000000 bytes unpacked.
glimpse: nothing was changed; first put right what is marked with a cross: sizes.
`,
  );
  expect(code).toBe(1);
  expect(aws.runs).toEqual([]);
});

test.each([
  [['deploy', '--access', 'everybody', '--yes'], 'access is iam or public.'],
  [['deploy'], 'there is no terminal to ask on: pass --yes to deploy without asking.'],
  [['destroy'], 'there is no terminal to ask on: pass --yes to remove it without asking.'],
  [
    ['deploy', '--rollback', '--memory', '2048', '--access', 'public'],
    'a version keeps its settings: leave out --access, --memory beside --rollback.',
  ],
  [
    ['deploy', '--rollback', 'last'],
    '--rollback takes the number of a version, and "last" is none.',
  ],
  [['deploy', '--rollback', '--diff'], '--rollback and --diff do not go together.'],
  [
    ['price', '--starts', '5'],
    "option '--starts <share>' argument '5' is invalid. It has to be a number from 0 to 1. (see --help)",
  ],
  [
    ['price', '--ms', 'x'],
    "option '--ms <ms>' argument 'x' is invalid. It has to be a number, 0 or more. (see --help)",
  ],
])('wrong usage is one line and exit code 2: %j', async (args, sentence) => {
  const aws = await account();
  const { code, stderr } = await runDeploy(aws, args, { env: { ...identity, ...region } });
  expect(stderr).toBe(`glimpse: ${sentence}\n`);
  expect(code).toBe(2);
  expect(aws.log).toEqual([]);
});
