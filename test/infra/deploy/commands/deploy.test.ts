import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeAws, type FakeAccount, type FakeAws } from '../../../support/aws/fake-aws.ts';
import { startNewFunctionUrl } from '../../../support/aws/new-function-url.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';
import { stackOutputs } from '../../../support/aws/stack-outputs.ts';
import { modelFolder } from '../../../support/fixtures.ts';
import { startTestServer, type TestServer } from '../../../support/glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const deploy = ['deploy', '--yes', '--model', 'efficientnet-lite0'];
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer();
});

afterAll(() => app.close());

/** Returns a function that creates the stack, like the CDK. */
function createStack(aws: FakeAws, outputs: Record<string, string>): () => number {
  return () => {
    aws.account.stack = { status: 'CREATE_COMPLETE', outputs };
    aws.account.live = '4';
    return 0;
  };
}

test('deploys, waits until callers are admitted, and prints answer, price, usage and policy', async () => {
  const aws = await createFakeAws();
  const { url, signatures } = await startNewFunctionUrl(app.url, 2);
  aws.account.onRun = createStack(aws, stackOutputs(url));
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
  expect(stderr).toMatch(/^✓ stack +glimpse-test will be created$/m);
  expect(stderr).toMatch(/^✓ sizes +9\.0 MiB .*250 MiB.* 3\.0 MiB zipped$/m);
  expect(stderr.match(/\(403\): retrying for at most 2 s/g)).toHaveLength(1);
  expect(signatures).toHaveLength(4);
  for (const signature of signatures) {
    expect(signature).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/lambda\/aws4_request, /,
    );
  }
  expect(stdout).toMatch(/espresso +█{22,24}[▏▎▍▌▋▊▉]? +9\d\.\d %/);
  const assumption = 'Time per picture on Graviton: 40 ms is an assumption. ';
  expect(stderr).toContain(`\n${assumption}The new deployment measures it.\n`);
  const measured = /warm\), (\d+) ms of them for the picture$/m.exec(stdout)?.[1];
  const times = /^Time per picture on Graviton: (\d+) ms measured, 40 ms assumed before\.$/m;
  // The one is rounded, the other one rounded up, as Lambda bills.
  expect([0, 1]).toContain(Number(times.exec(stdout)?.[1]) - Number(measured));
  expect(stdout).toMatch(/month in us-east-1, at 2048 MB and \d+ ms per picture: /);
  expect(stdout).toMatch(/ 1,000,000 .* 4\.70 /);
  expect(stdout).toContain(`curl --aws-sigv4 aws:amz:eu-central-1:lambda`);
  expect(stdout).toContain(`npx glimpse classify --endpoint ${url}/ photo.jpg`);
  expect(stdout).toContain(`npx glimpse serve --endpoint ${url}/`);
  expect(stdout).toContain('"Version": "2012-10-17"');
});

test('adds the default model first if it is missing, and prints one document with --json', async () => {
  const aws = await createFakeAws();
  const home = temporaryFolder();
  const create = createStack(aws, stackOutputs(app.url, { Access: 'public' }));
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
  expect(stderr).toMatch(/^✓ concurrency +10 of the account's 1000 reserved$/m);
  const document = JSON.parse(stdout);
  const { second } = document.smokeTest;
  expect(document).toMatchObject({
    url: `${app.url}/`,
    access: 'public',
    region: 'eu-central-1',
    smokeTest: { predictions: [{ label: 'espresso' }, {}, {}], model: { precision: 'int8' } },
    msPerPicture: { measured: Math.ceil(second.timing.totalMs), assumed: 40 },
    monthly: [{ pictures: 10_000 }, { pictures: 1_000_000 }, { pictures: 100_000_000 }],
  });
});

test('--diff runs only "cdk diff"', async () => {
  const aws = await createFakeAws();
  const flags = ['deploy', '--diff', '--model', 'efficientnet-lite0'];
  const { code, stderr } = await runDeploy(aws, flags, { env });
  expect(code).toBe(0);
  expect(stderr).not.toContain('assumption');
  expect(aws.runs.map(({ args }) => args)).toEqual([
    ['diff', 'glimpse-prod', '-c', 'model=efficientnet-lite0'],
  ]);
});

test('lists the settings that change, and continues with --yes', async () => {
  const outputs = stackOutputs(app.url, { Settings: '{"access":"public"}' });
  const aws = await createFakeAws({ stack: { status: 'UPDATE_COMPLETE', outputs }, live: '4' });
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(`
Settings that change:
  model: resnet18 -> efficientnet-lite0
  access: public -> iam; pass --access public to keep it
`);
  expect(aws.runs.map(({ args }) => args[0])).toEqual(['deploy']);
});

test('if the CDK fails, describes the state of the stack', async () => {
  const aws = await createFakeAws();
  aws.account.onRun = () => {
    aws.account.stack = { status: 'UPDATE_IN_PROGRESS', outputs: {} };
    return 1;
  };
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(stderr).toMatch(
    /^glimpse: "cdk deploy" failed with exit code 1, .*; glimpse-prod is UPDATE_IN_PROGRESS\. .*wait/m,
  );
  expect(code).toBe(1);
  expect(aws.log.at(-1)).toBe('DescribeStacks');
});

test('if "cdk diff" fails, says that nothing was changed', async () => {
  const aws = await createFakeAws({ onRun: () => 1 });
  const { code, stderr } = await runDeploy(aws, ['deploy', '--diff', ...deploy.slice(2)], { env });
  expect(stderr).toMatch(/"cdk diff" failed with exit code 1, .*; nothing was changed\.\n$/);
  expect(code).toBe(1);
});

test('if the deployment does not answer, prints the command that rolls back', async () => {
  const aws = await createFakeAws({
    versions: [
      { version: '3', description: '' },
      { version: '4', description: '' },
    ],
  });
  const { url } = await startNewFunctionUrl(app.url, 10_000);
  aws.account.onRun = createStack(aws, stackOutputs(url));
  const flags = ['--stage', 'test', '--region', 'eu-west-1'];
  const { code, stdout, stderr } = await runDeploy(aws, [...deploy, ...flags], { env });
  expect(stderr).toContain('40 ms is an assumption');
  expect(stderr).toContain(`glimpse: ${url}/ was deployed but answered FORBIDDEN: `);
  expect(stderr).toContain(': npm run deploy -- --rollback --stage test --region eu-west-1\n');
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test.each<[string, Partial<FakeAccount>]>([
  ['there is no earlier version', { versions: [{ version: '4', description: '' }] }],
  [
    'versions cannot be listed',
    { failing: { ListVersionsByFunction: [403, 'AccessDeniedException'] } },
  ],
])('does not advise to roll back if %s', async (_, changes) => {
  const aws = await createFakeAws(changes);
  const { url } = await startNewFunctionUrl(app.url, 10_000);
  aws.account.onRun = createStack(aws, stackOutputs(url));
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(stderr).toContain(`glimpse: ${url}/ was deployed but answered FORBIDDEN: `);
  expect(stderr).toMatch(/organisation forbids such calls\.\n$/);
  expect(code).toBe(1);
});

test('after a rollback, makes its version live although CloudFormation sees no change', async () => {
  const stack = { status: 'UPDATE_COMPLETE', outputs: stackOutputs(app.url) };
  const aws = await createFakeAws({ stack, live: '3' });
  const { code, stderr } = await runDeploy(aws, deploy, { env });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^live had been rolled back to version 3; it is version 4 now\.$/m);
  expect(aws.account.live).toBe('4');
});
