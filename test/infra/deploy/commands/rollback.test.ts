import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FakeAccount, type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';
import { stackOutputs } from '../../../support/aws/stack-outputs.ts';
import { startTestServer, type TestServer } from '../../../support/glimpse.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const rollback = ['deploy', '--rollback'];
const running: FakeAws[] = [];
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer();
});

afterEach(() => {
  for (const one of running.splice(0)) one.close();
});

afterAll(() => app.close());

async function account(changes: Partial<FakeAccount>): Promise<FakeAws> {
  const stack = { status: 'UPDATE_COMPLETE', outputs: stackOutputs(app.url) };
  const aws = await startFakeAws({ stack, ...changes });
  running.push(aws);
  return aws;
}

test('goes to the version before, by number, says which models they have, and calls it', async () => {
  const aws = await account({
    live: '10',
    versions: [
      { version: '10', description: 'Glimpse: model resnet18, int8' },
      { version: '11', description: 'Glimpse: model resnet18, fp32' },
      { version: '9', description: 'Glimpse: model efficientnet-lite0, int8' },
      { version: '2', description: '' },
    ],
  });
  const { code, stdout, stderr } = await runDeploy(aws, rollback, { env });
  expect(stderr).toBe(
    'live went from version 10 (Glimpse: model resnet18, int8) to version 9 (Glimpse: model efficientnet-lite0, int8), the one before by number\n',
  );
  expect(stdout).toMatch(/^efficientnet-lite0, int8, says of a cup of espresso:\n {2}espresso /);
  expect(code).toBe(0);
  expect(aws.account.live).toBe('9');
  expect(aws.log).toEqual(['DescribeStacks', 'GetAlias', 'ListVersionsByFunction', 'UpdateAlias']);
});

test('says in one line that there is nothing to go back to, and changes nothing', async () => {
  const aws = await account({ live: '4', versions: [{ version: '4', description: '' }] });
  const { code, stderr } = await runDeploy(aws, rollback, { env });
  expect(stderr).toBe('glimpse: version 4 is the first of prod: there is none before it.\n');
  expect(code).toBe(1);
  expect(aws.log).not.toContain('UpdateAlias');
});

const three = [
  { version: '1', description: 'Glimpse: model resnet18, int8' },
  { version: '2', description: '' },
  { version: '3', description: 'Glimpse: model resnet18, fp32' },
];

test('goes to the version that is named, past a bad one between', async () => {
  const aws = await account({ live: '3', versions: three });
  const { code, stdout, stderr } = await runDeploy(aws, [...rollback, '1', '--json'], { env });
  expect(stderr).toBe(
    'live went from version 3 (Glimpse: model resnet18, fp32) to version 1 (Glimpse: model resnet18, int8)\n',
  );
  expect(JSON.parse(stdout)).toMatchObject({ from: '3', to: '1' });
  expect(code).toBe(0);
  expect(aws.account.live).toBe('1');
});

test.each([
  ['7', 'there is no version 7 of prod: name one of these.'],
  ['3', 'version 3 of prod is live already: name another of these.'],
])('shows the versions where %s cannot be gone to, and changes nothing', async (to, sentence) => {
  const aws = await account({ live: '3', versions: three });
  const { code, stderr } = await runDeploy(aws, [...rollback, to], { env });
  expect(stderr).toBe(`version 1 (Glimpse: model resnet18, int8)
version 2
version 3 (Glimpse: model resnet18, fp32), live
glimpse: ${sentence}
`);
  expect(code).toBe(1);
  expect(aws.log).not.toContain('UpdateAlias');
});

test('says in one line that nothing was deployed', async () => {
  const aws = await account({ stack: null });
  const { code, stderr } = await runDeploy(aws, [...rollback, '--stage', 'test'], { env });
  expect(stderr).toBe(
    'glimpse: there is no stack glimpse-test in eu-central-1: check --stage and --region.\n',
  );
  expect(code).toBe(1);
});
