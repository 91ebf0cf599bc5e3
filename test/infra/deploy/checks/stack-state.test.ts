import { expect, test } from 'vitest';
import { checkStackState } from '../../../../infra/deploy/checks/stack-state.ts';

const reached = { region: 'eu-west-1', profile: 'work' };
const stack = { name: 'glimpse-test', outputs: {} };

test.each([
  ['CREATE_COMPLETE', 'glimpse-test is CREATE_COMPLETE'],
  ['UPDATE_ROLLBACK_COMPLETE', 'glimpse-test is UPDATE_ROLLBACK_COMPLETE'],
  ['REVIEW_IN_PROGRESS', 'glimpse-test is REVIEW_IN_PROGRESS: it is still to be created'],
  [
    'ROLLBACK_COMPLETE',
    'glimpse-test is ROLLBACK_COMPLETE: its creation had failed; the next one deletes the remains first',
  ],
])('%s can be deployed', (status, said) => {
  const finding = checkStackState({ ...stack, status }, reached);
  expect(finding).toEqual({ subject: 'stack', state: 'well', said });
});

test.each([
  ['DELETE_IN_PROGRESS', 'An operation is under way: wait until it has ended.'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'An operation is under way: wait until it has ended.'],
  [
    'UPDATE_ROLLBACK_FAILED',
    `Run: npx cdk rollback glimpse-test --app 'node --import tsx infra/deploy/empty-app.ts' -c stack=glimpse-test --region eu-west-1 --profile work (or "Continue update rollback" in the CloudFormation console)`,
  ],
  [
    'DELETE_FAILED',
    'Remove it first: npm run destroy -- --stage test --region eu-west-1 --profile work',
  ],
])('%s cannot', (status, todo) => {
  const finding = checkStackState({ ...stack, status }, reached);
  expect(finding).toMatchObject({ state: 'wrong', said: `glimpse-test is ${status}`, todo });
});
