import type { DeployedStack } from '../aws/stack.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'stack';

/** Failed creations, which the CDK deletes before it creates anew. */
const remains = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Left half done by somebody: they have to go back before anything else can be done. */
const stuck = ['CREATE_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

/** Whether the stack is in a state from which it can be deployed. */
export function checkStackState(name: string, stack: DeployedStack | undefined): Finding {
  if (!stack) return well(subject, `${name} will be created`);
  const { status } = stack;
  const is = `${name} is ${status}`;
  if (status === 'REVIEW_IN_PROGRESS') return well(subject, `${name} will be created`);
  if (remains.includes(status)) {
    return well(subject, `${is}: its creation had failed; the remains are deleted first`);
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return wrong(subject, is, 'Another operation is under way: wait until it has ended.');
  }
  if (stuck.includes(status)) {
    const todo = `Run: npx cdk rollback ${name} (or "Continue update rollback" in the CloudFormation console)`;
    return wrong(subject, is, todo);
  }
  if (status === 'DELETE_FAILED') {
    const todo = `Remove it first: npm run destroy -- --stage ${name.replace(/^glimpse-/, '')}`;
    return wrong(subject, is, todo);
  }
  return well(subject, is);
}
