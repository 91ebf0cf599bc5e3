import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../../infra/deploy/aws/session.ts';
import { describeStackState } from '../../../../infra/deploy/checks/stack-state.ts';
import { type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, isolated } from '../../../support/aws/run-deploy.ts';

let aws: FakeAws;

beforeAll(async () => {
  aws = await startFakeAws();
  Object.assign(process.env, isolated, identity, { AWS_ENDPOINT_URL: aws.url });
});

afterAll(() => aws.close());

const stands = (): Promise<string> =>
  describeStackState(openSession('eu-central-1'), 'glimpse-prod');

test.each<[string | null, string]>([
  [null, 'there is no stack glimpse-prod.'],
  ['UPDATE_COMPLETE', 'glimpse-prod is UPDATE_COMPLETE.'],
  ['UPDATE_ROLLBACK_COMPLETE', 'glimpse-prod is UPDATE_ROLLBACK_COMPLETE: it is as it was before.'],
  [
    'ROLLBACK_COMPLETE',
    'glimpse-prod is ROLLBACK_COMPLETE: its creation had failed; the next one deletes the remains first.',
  ],
  [
    'CREATE_IN_PROGRESS',
    'glimpse-prod is CREATE_IN_PROGRESS. An operation is under way: wait until it has ended.',
  ],
  [
    'UPDATE_ROLLBACK_FAILED',
    `glimpse-prod is UPDATE_ROLLBACK_FAILED. Run: npx cdk rollback glimpse-prod --app 'node --import tsx infra/deploy/empty-app.ts' -c stack=glimpse-prod --region eu-central-1 (or "Continue update rollback" in the CloudFormation console)`,
  ],
])('%s', async (status, sentence) => {
  aws.account.stack = status === null ? null : { status, outputs: {} };
  expect(await stands()).toBe(sentence);
});

test('where AWS does not tell, says why', async () => {
  aws.account.failing = { DescribeStacks: [403, 'ExpiredToken'] };
  expect(await stands()).toBe(
    'how glimpse-prod stands cannot be looked up: The credentials have expired: sign in again ("aws sso login", or however you got them).',
  );
});
