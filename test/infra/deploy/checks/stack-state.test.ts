import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '../../../../infra/deploy/aws/session.ts';
import {
  checkStackState,
  describeStackState,
} from '../../../../infra/deploy/checks/stack-state.ts';
import { type FakeAws, startFakeAws } from '../../../support/aws/fake-aws.ts';
import { identity, isolated } from '../../../support/aws/run-deploy.ts';

const target = { region: 'eu-west-1', profile: 'work' };
const stack = { name: 'glimpse-test', outputs: {} };

describe('checkStackState', () => {
  test.each([
    ['CREATE_COMPLETE', /is CREATE_COMPLETE$/],
    ['UPDATE_ROLLBACK_COMPLETE', /is UPDATE_ROLLBACK_COMPLETE$/],
    ['REVIEW_IN_PROGRESS', /is REVIEW_IN_PROGRESS: it will be created/],
    ['ROLLBACK_COMPLETE', /is ROLLBACK_COMPLETE: its creation failed; deploying deletes/],
  ])('%s can be deployed', (status, found) => {
    const result = checkStackState({ ...stack, status }, target);
    expect(result).toMatchObject({ name: 'stack', state: 'ok', advice: null });
    expect(result.found).toMatch(found);
  });

  test.each([
    ['DELETE_IN_PROGRESS', /wait/],
    ['UPDATE_ROLLBACK_IN_PROGRESS', /wait/],
    [
      'UPDATE_ROLLBACK_FAILED',
      /npx cdk rollback glimpse-test --app 'node --import tsx infra\/deploy\/empty-app\.ts' -c stack=glimpse-test --region eu-west-1 --profile work \(/,
    ],
    ['DELETE_FAILED', /npm run destroy -- --stage test --region eu-west-1 --profile work$/],
  ])('%s cannot be deployed', (status, advice) => {
    const result = checkStackState({ ...stack, status }, target);
    expect(result).toMatchObject({ state: 'problem', found: `glimpse-test is ${status}` });
    expect(result.advice).toMatch(advice);
  });
});

describe('describeStackState', () => {
  let aws: FakeAws;

  beforeAll(async () => {
    aws = await startFakeAws();
    Object.assign(process.env, isolated, identity, { AWS_ENDPOINT_URL: aws.url });
  });

  afterAll(() => aws.close());

  const describeProd = (): Promise<string> =>
    describeStackState(openSession('eu-central-1'), 'glimpse-prod');

  test.each<[string | null, RegExp]>([
    [null, /^there is no stack glimpse-prod\.$/],
    ['UPDATE_COMPLETE', /^glimpse-prod is UPDATE_COMPLETE\.$/],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      /is UPDATE_ROLLBACK_COMPLETE: it is back in its previous state\.$/,
    ],
    ['ROLLBACK_COMPLETE', /is ROLLBACK_COMPLETE: its creation failed; /],
    ['CREATE_IN_PROGRESS', /is CREATE_IN_PROGRESS\. .*wait/],
    ['UPDATE_ROLLBACK_FAILED', /is UPDATE_ROLLBACK_FAILED\. Run: npx cdk rollback glimpse-prod /],
  ])('describes %s', async (status, sentence) => {
    aws.account.stack = status === null ? null : { status, outputs: {} };
    expect(await describeProd()).toMatch(sentence);
  });

  test('if AWS refuses, says why the state is unknown', async () => {
    aws.account.failing = { DescribeStacks: [403, 'ExpiredToken'] };
    expect(await describeProd()).toMatch(/glimpse-prod is unknown: The credentials have expired/);
  });
});
