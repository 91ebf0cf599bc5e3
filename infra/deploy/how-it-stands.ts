import type { Session } from './aws/session.ts';
import { describeStack } from './aws/stack.ts';
import { checkStackState } from './checks/stack-state.ts';
import { DeployError } from './deploy-error.ts';

/**
 * What a failure has left, as CloudFormation tells it: a deployment that stops may have changed
 * nothing, gone back, stuck half-way, or still be under way.
 */
export async function howItStands(session: Session, name: string): Promise<string> {
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
