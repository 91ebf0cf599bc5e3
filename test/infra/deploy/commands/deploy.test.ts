import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Doorman, startDoorman } from '../../../support/aws/doorman.ts';
import { type FakeAccount, type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';
import { stackOutputs } from '../../../support/aws/stack-outputs.ts';
import { modelFolder } from '../../../support/fixtures.ts';
import { startTestServer, type TestServer } from '../../../support/glimpse.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const deploy = ['deploy', '--yes', '--model', 'efficientnet-lite0'];
const running: { close(): void }[] = [];
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer();
});

afterEach(() => {
  for (const one of running.splice(0)) one.close();
});

afterAll(() => app.close());

async function account(changes: Partial<FakeAccount> = {}): Promise<FakeAws> {
  const aws = await startFakeAws(changes);
  running.push(aws);
  return aws;
}

async function doorman(turnsAway: number): Promise<Doorman> {
  const one = await startDoorman(app.url, turnsAway);
  running.push(one);
  return one;
}

/** Creates the stack, as the CDK does. */
function creates(aws: FakeAws, outputs: Record<string, string>): () => number {
  return () => {
    aws.account.stack = { status: 'CREATE_COMPLETE', outputs };
    aws.account.live = '4';
    return 0;
  };
}

test('deploys, waits until callers are let in, and shows answer, price, ways to call and policy', async () => {
  const aws = await account();
  const { url, signatures } = await doorman(2);
  aws.account.onRun = creates(aws, stackOutputs(url));
  const flags = ['--stage', 'test', '--urls', 'off', '--memory', '2048'];
  const { code, stdout, stderr } = await runDeploy(aws, [...deploy, ...flags], { env });
  expect(code, stderr).toBe(0);
  const settings = ['-c', 'stage=test', '-c', 'model=efficientnet-lite0', '-c', 'memory=2048'];
  expect(aws.runs).toEqual([
    {
      program: 'cdk',
      region: 'eu-central-1',
      args: [
        'deploy',
        'glimpse-test',
        '--require-approval',
        'never',
        ...settings,
        ...['-c', 'urls=off'],
      ],
    },
  ]);
  expect(stderr).toContain('✓ stack          glimpse-test will be created\n');
  expect(stderr).toContain(
    '✓ sizes          9.0 MiB of the 250 MiB that Lambda takes unpacked, 3.0 MiB zipped\n',
  );
  expect(stderr.match(/does not let callers in yet/g)).toHaveLength(1);
  expect(signatures).toHaveLength(4);
  for (const signature of signatures) {
    expect(signature).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/lambda\/aws4_request, /,
    );
  }
  expect(stdout).toMatch(/espresso +█{22,24} +9\d\.\d %/);
  expect(stdout).toMatch(/^What a month costs at least, at 2048 MB and \d+ ms a picture\. /m);
  expect(stdout).toMatch(/ 1,000,000 .* 4\.70 /);
  expect(stdout).toContain(`curl --aws-sigv4 aws:amz:eu-central-1:lambda`);
  expect(stdout).toContain(`npx glimpse classify --endpoint ${url}/ photo.jpg`);
  expect(stdout).toContain(`npx glimpse serve --endpoint ${url}/`);
  expect(stdout).toContain('"Version": "2012-10-17"');
});

test('adds the usual model first where it is missing, and prints one document with --json', async () => {
  const aws = await account();
  const home = mkdtempSync(join(tmpdir(), 'deploy-models-'));
  const create = creates(aws, stackOutputs(app.url, { Access: 'public' }));
  aws.account.onRun = ({ program }) => {
    if (program === 'cdk') return create();
    cpSync(modelFolder, join(home, 'models', 'resnet18'), { recursive: true });
    return 0;
  };
  const flags = ['deploy', '--yes', '--json', '--access', 'public'];
  const { code, stdout, stderr } = await runDeploy(aws, flags, {
    env: { ...env, GLIMPSE_HOME: home },
  });
  expect(code, stderr).toBe(0);
  expect(aws.runs.map(({ program, args }) => [program, args])).toEqual([
    ['glimpse', ['models', 'add', 'resnet18']],
    ['cdk', ['deploy', 'glimpse-prod', '--require-approval', 'never', '-c', 'access=public']],
  ]);
  expect(stderr).toContain("✓ concurrency    10 of the account's 1000 reserved\n");
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    url: `${app.url}/`,
    access: 'public',
    region: 'eu-central-1',
    smokeTest: { predictions: [{ label: 'espresso' }, {}, {}], model: { precision: 'int8' } },
    monthly: [{ pictures: 10_000 }, { pictures: 1_000_000 }, { pictures: 100_000_000 }],
  });
});

test('--diff shows what the CDK shows, and changes nothing', async () => {
  const aws = await account();
  const flags = ['deploy', '--diff', '--model', 'efficientnet-lite0'];
  const { code } = await runDeploy(aws, flags, { env });
  expect(code).toBe(0);
  expect(aws.runs.map(({ args }) => args)).toEqual([
    ['diff', 'glimpse-prod', '-c', 'model=efficientnet-lite0'],
  ]);
});

test('tells the settings that it takes over from nobody, and goes on with --yes', async () => {
  const outputs = stackOutputs(app.url, { Settings: '{"access":"public"}' });
  const aws = await account({ stack: { status: 'UPDATE_COMPLETE', outputs }, live: '4' });
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(`
Settings that change:
  model: resnet18 -> efficientnet-lite0
  access: public -> iam; pass --access public to keep it
`);
  expect(aws.runs.map(({ args }) => args[0])).toEqual(['deploy']);
});

test('where the CDK fails, says how the stack stands', async () => {
  const aws = await account();
  aws.account.onRun = () => {
    aws.account.stack = { status: 'UPDATE_IN_PROGRESS', outputs: {} };
    return 1;
  };
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(stderr).toContain(
    'glimpse: "cdk deploy" ended with exit code 1: what it says above is why; glimpse-prod is UPDATE_IN_PROGRESS. An operation is under way: wait until it has ended.\n',
  );
  expect(code).toBe(1);
  expect(aws.log.at(-1)).toBe('DescribeStacks');
});

test('where "cdk diff" fails, nothing was changed', async () => {
  const aws = await account({ onRun: () => 1 });
  const { code, stderr } = await runDeploy(aws, ['deploy', '--diff', ...deploy.slice(2)], { env });
  expect(stderr).toMatch(/: what it says above is why; nothing was changed\.\n$/);
  expect(code).toBe(1);
});

test('where the deployment does not answer, says how this one goes back', async () => {
  const aws = await account({
    versions: [
      { version: '3', description: '' },
      { version: '4', description: '' },
    ],
  });
  const { url } = await doorman(10_000);
  aws.account.onRun = creates(aws, stackOutputs(url));
  const flags = ['--stage', 'test', '--region', 'eu-west-1'];
  const { code, stdout, stderr } = await runDeploy(aws, [...deploy, ...flags], { env });
  expect(stderr).toContain(`glimpse: ${url}/ was deployed but answered FORBIDDEN: `);
  expect(stderr).toContain(
    '; npm run deploy -- --rollback --stage test --region eu-west-1 goes back to the version before.\n',
  );
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test.each<[string, Partial<FakeAccount>]>([
  ['there is none', { versions: [{ version: '4', description: '' }] }],
  ['nobody tells', { failing: { ListVersionsByFunction: [403, 'AccessDeniedException'] } }],
])('does not advise to go back to a version before where %s', async (_, changes) => {
  const aws = await account(changes);
  const { url } = await doorman(10_000);
  aws.account.onRun = creates(aws, stackOutputs(url));
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(stderr).toContain(`glimpse: ${url}/ was deployed but answered FORBIDDEN: `);
  expect(stderr).toMatch(/an organisation forbids such calls\.\n$/);
  expect(code).toBe(1);
});

test('after a rollback, a deployment makes its version live although CloudFormation sees no change', async () => {
  const stack = { status: 'UPDATE_COMPLETE', outputs: stackOutputs(app.url) };
  const aws = await account({ stack, live: '3' });
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('live had been rolled back to version 3: it is 4 again.\n');
  expect(aws.account.live).toBe('4');
});
