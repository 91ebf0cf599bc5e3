import type { Session } from '../aws/session.ts';
import type { DeployedStack } from '../aws/stack.ts';
import { emptyApp } from '../cdk.ts';
import { placeFlags, quoted } from '../command-line.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'stack';

/** Failed creations, which the CDK deletes before it creates anew. */
const remains = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Left half done by somebody: they have to go back before anything else can be done. */
const stuck = ['CREATE_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

/** How AWS is reached, for the commands that are advised. */
type Reached = Pick<Session, 'region' | 'profile'>;

/** Whether the stack, which is there, is in a state from which it can be deployed. */
export function checkStackState({ name, status }: DeployedStack, reached: Reached): Finding {
  const is = `${name} is ${status}`;
  if (status === 'REVIEW_IN_PROGRESS') return well(subject, `${is}: it is still to be created`);
  if (remains.includes(status)) {
    return well(subject, `${is}: its creation had failed; the next one deletes the remains first`);
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return wrong(subject, is, 'An operation is under way: wait until it has ended.');
  }
  if (stuck.includes(status)) return wrong(subject, is, goBack(name, reached));
  if (status === 'DELETE_FAILED') {
    const stage = name.replace(/^glimpse-/, '');
    const todo = `Remove it first: npm run destroy --${placeFlags({ stage, ...reached })}`;
    return wrong(subject, is, todo);
  }
  return well(subject, is);
}

/** Without the model and the settings of the deployment, of which going back needs nothing. */
function goBack(name: string, { region, profile }: Reached): string {
  const command = `npx cdk rollback ${name} ${emptyApp.map(quoted).join(' ')} -c stack=${name}`;
  return `Run: ${command}${placeFlags({ region, profile })} (or "Continue update rollback" in the CloudFormation console)`;
}
