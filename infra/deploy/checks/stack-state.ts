import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { shellQuote } from '../../../client/terminal/shell-quote.ts';
import { DeployError } from '../../errors.ts';
import { emptyApp } from '../aws/cdk.ts';
import type { Session } from '../aws/session.ts';
import { type DeployedStack, describeStack } from '../aws/stack.ts';
import { renderTargetFlags } from '../system/target-flags.ts';

const checkName = 'stack';

/** Failed creations. The CDK deletes them before it creates the stack again. */
const failedCreations = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Unfinished operations. They must be rolled back before anything else can be done. */
const stuck = ['CREATE_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

/** Region and profile, for commands in advice. */
type StackTarget = Pick<Session, 'region' | 'profile'>;

/** Checks that an existing stack is in a state from which it can be deployed. */
export function checkStackState({ name, status }: DeployedStack, target: StackTarget): CheckResult {
  const state = `${name} is ${status}`;
  if (status === 'REVIEW_IN_PROGRESS') return ok(checkName, `${state}: it will be created`);
  if (failedCreations.includes(status)) {
    return ok(checkName, `${state}: its creation failed; deploying deletes the remains first`);
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return problem(checkName, state, 'An operation is in progress: wait until it has finished.');
  }
  if (stuck.includes(status)) return problem(checkName, state, adviseRollback(name, target));
  if (status === 'DELETE_FAILED') {
    const stage = name.replace(/^glimpse-/, '');
    const flags = renderTargetFlags({ stage, ...target });
    return problem(checkName, state, `Remove it first: npm run destroy --${flags}`);
  }
  return ok(checkName, state);
}

/** The command uses the empty app, because a rollback needs neither model nor settings. */
function adviseRollback(name: string, { region, profile }: StackTarget): string {
  const command = `npx cdk rollback ${name} ${emptyApp.map(shellQuote).join(' ')} -c stack=${name}`;
  return `Run: ${command}${renderTargetFlags({ region, profile })} (or "Continue update rollback" in the CloudFormation console)`;
}

/**
 * Describes the stack's state after a failed deployment: unchanged, rolled back, stuck half-way, or
 * still in progress.
 */
export async function describeStackState(session: Session, name: string): Promise<string> {
  try {
    const stack = await describeStack(session, name);
    if (!stack) return `there is no stack ${name}.`;
    if (stack.status === 'UPDATE_ROLLBACK_COMPLETE') {
      return `${name} is UPDATE_ROLLBACK_COMPLETE: it is back in its previous state.`;
    }
    const { state, found, advice } = checkStackState(stack, session);
    return `${found}.${state === 'problem' ? ` ${advice}` : ''}`;
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    return `the state of ${name} is unknown: ${error.message}`;
  }
}
