import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeAws, type FakeAccount, type FakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../../support/aws/run-deploy.ts';
import { stackOutputs } from '../../../support/aws/stack-outputs.ts';
import { startTestServer, type TestServer } from '../../../support/glimpse.ts';

const env = { ...identity, AWS_REGION: 'eu-central-1' };
const rollback = ['deploy', '--rollback'];
let app: TestServer;

beforeAll(async () => {
  app = await startTestServer();
});

afterAll(() => app.close());

/** Starts a fake AWS with a deployment. */
async function deployed(changes: Partial<FakeAccount>): Promise<FakeAws> {
  const stack = { status: 'UPDATE_COMPLETE', outputs: stackOutputs(app.url) };
  return await createFakeAws({ stack, ...changes });
}

test('switches to the previous version number, names both models, and calls the deployment', async () => {
  const aws = await deployed({
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
    'live changed from version 10 (Glimpse: model resnet18, int8) to version 9 (Glimpse: model efficientnet-lite0, int8), the previous version number\n',
  );
  expect(stdout).toMatch(/^Answer of efficientnet-lite0, int8, to .*:\n {2}espresso /);
  expect(code).toBe(0);
  expect(aws.account.live).toBe('9');
  expect(aws.log).toEqual(['DescribeStacks', 'GetAlias', 'ListVersionsByFunction', 'UpdateAlias']);
});

test('says in one line that there is no earlier version, and changes nothing', async () => {
  const aws = await deployed({ live: '4', versions: [{ version: '4', description: '' }] });
  const { code, stderr } = await runDeploy(aws, rollback, { env });
  expect(stderr).toMatch(/^glimpse: version 4 is the first of prod: .*\n$/);
  expect(code).toBe(1);
  expect(aws.log).not.toContain('UpdateAlias');
});

const three = [
  { version: '1', description: 'Glimpse: model resnet18, int8' },
  { version: '2', description: '' },
  { version: '3', description: 'Glimpse: model resnet18, fp32' },
];

test('switches to the version that is named, skipping those between', async () => {
  const aws = await deployed({ live: '3', versions: three });
  const { code, stdout, stderr } = await runDeploy(aws, [...rollback, '1', '--json'], { env });
  expect(stderr).toMatch(/^live changed from version 3 \(.*\) to version 1 \(.*\)\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ from: '3', to: '1' });
  expect(code).toBe(0);
  expect(aws.account.live).toBe('1');
});

test.each([
  ['7', 'there is no version 7 of prod: choose one of the versions above.'],
  ['3', 'version 3 of prod is live already: choose another of the versions above.'],
])('lists the versions if %s cannot be chosen, and changes nothing', async (to, sentence) => {
  const aws = await deployed({ live: '3', versions: three });
  const { code, stderr } = await runDeploy(aws, [...rollback, to], { env });
  expect(stderr).toBe(`version 1 (Glimpse: model resnet18, int8)
version 2
version 3 (Glimpse: model resnet18, fp32), live
glimpse: ${sentence}
`);
  expect(code).toBe(1);
  expect(aws.log).not.toContain('UpdateAlias');
});

test('says in one line that there is no deployment', async () => {
  const aws = await deployed({ stack: null });
  const { code, stderr } = await runDeploy(aws, [...rollback, '--stage', 'test'], { env });
  expect(stderr).toMatch(/^glimpse: there is no stack glimpse-test in eu-central-1: .*\n$/);
  expect(code).toBe(1);
});
