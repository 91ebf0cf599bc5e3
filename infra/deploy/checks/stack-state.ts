import { DeployError } from '../../errors.ts';
import { emptyApp } from '../aws/cdk.ts';
import type { Session } from '../aws/session.ts';
import { type DeployedStack, describeStack } from '../aws/stack.ts';
import { shellQuote, targetFlags } from '../system/shell-quote.ts';
import { type Finding, well, wrong } from './finding.ts';

const subject = 'stack';

/** Failed creations, which the CDK deletes before it creates anew. */
const remains = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Left half done by somebody: they have to go back before anything else can be done. */
const stuck = ['CREATE_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

/** How AWS is reached, for the commands that are advised. */
type StackTarget = Pick<Session, 'region' | 'profile'>;

/** Whether the stack, which is there, is in a state from which it can be deployed. */
export function checkStackState({ name, status }: DeployedStack, reached: StackTarget): Finding {
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
    const todo = `Remove it first: npm run destroy --${targetFlags({ stage, ...reached })}`;
    return wrong(subject, is, todo);
  }
  return well(subject, is);
}

/** Without the model and the settings of the deployment, of which going back needs nothing. */
function goBack(name: string, { region, profile }: StackTarget): string {
  const command = `npx cdk rollback ${name} ${emptyApp.map(shellQuote).join(' ')} -c stack=${name}`;
  return `Run: ${command}${targetFlags({ region, profile })} (or "Continue update rollback" in the CloudFormation console)`;
}

/**
 * What a failure has left, as CloudFormation tells it: a deployment that stops may have changed
 * nothing, gone back, stuck half-way, or still be under way.
 */
export async function describeStackState(session: Session, name: string): Promise<string> {
  try {
    const stack = await describeStack(session, name);
    if (!stack) return `there is no stack ${name}.`;
    if (stack.status === 'UPDATE_ROLLBACK_COMPLETE') {
      return `${name} is UPDATE_ROLLBACK_COMPLETE: it is as it was before.`;
    }
    const finding = checkStackState(stack, session);
    return `${finding.said}.${finding.state === 'wrong' ? ` ${finding.todo}` : ''}`;
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    return `how ${name} stands cannot be looked up: ${error.message}`;
  }
}
