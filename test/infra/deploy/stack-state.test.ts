import { expect, test } from 'vitest';
import { checkStackState } from '../../../infra/deploy/checks/stack-state.ts';

test.each([
  ['CREATE_COMPLETE', 'glimpse-prod is CREATE_COMPLETE'],
  ['UPDATE_ROLLBACK_COMPLETE', 'glimpse-prod is UPDATE_ROLLBACK_COMPLETE'],
  ['REVIEW_IN_PROGRESS', 'glimpse-prod will be created'],
  [
    'ROLLBACK_COMPLETE',
    'glimpse-prod is ROLLBACK_COMPLETE: its creation had failed; the remains are deleted first',
  ],
])('%s can be deployed', (status, said) => {
  const finding = checkStackState('glimpse-prod', { name: 'glimpse-prod', status, outputs: {} });
  expect(finding).toEqual({ subject: 'stack', state: 'well', said });
});

test.each([
  ['DELETE_IN_PROGRESS', 'Another operation is under way: wait until it has ended.'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'Another operation is under way: wait until it has ended.'],
  [
    'UPDATE_ROLLBACK_FAILED',
    'Run: npx cdk rollback glimpse-prod (or "Continue update rollback" in the CloudFormation console)',
  ],
  ['DELETE_FAILED', 'Remove it first: npm run destroy -- --stage prod'],
])('%s cannot', (status, todo) => {
  const finding = checkStackState('glimpse-prod', { name: 'glimpse-prod', status, outputs: {} });
  expect(finding).toMatchObject({ state: 'wrong', todo });
});
