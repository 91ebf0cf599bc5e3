import { DeployError, UsageError } from '../../errors.ts';
import { emptyApp, runCdk } from '../aws/cdk.ts';
import { openSessionFor, type Session } from '../aws/session.ts';
import { describeStack, stackName } from '../aws/stack.ts';
import { checkIdentity } from '../checks/identity.ts';
import { demandWell, report } from '../checks/report.ts';
import type { DeployTarget } from '../flags.ts';
import type { DeployDependencies } from '../system/dependencies.ts';
import { canConfirm, confirm, say } from '../system/terminal.ts';

export interface DestroyOptions extends DeployTarget {
  readonly stage: string;
  readonly yes: boolean;
}

/**
 * Removes a deployment and tells what stays.
 *
 * @throws UsageError where nobody can be asked, DeployError.
 */
export async function destroy(order: DestroyOptions, tools: DeployDependencies): Promise<void> {
  if (!order.yes && !canConfirm()) {
    throw new UsageError('there is no terminal to ask on: pass --yes to remove it without asking.');
  }
  const session = await openSessionFor(order);
  const { finding, account } = await checkIdentity(session);
  report([finding]);
  demandWell([finding]);
  const stack = await describeStack(session, stackName(order.stage));
  if (!stack) {
    say(`There is no stack ${stackName(order.stage)} in ${session.region}: nothing to remove.`);
    return;
  }
  const question = `Remove ${stack.name} (${stack.status}) from ${session.region} of account ${account}?`;
  if (!order.yes && !(await confirm(question))) throw new DeployError('nothing was removed.');
  await remove(stack.name, session, tools);
  process.stdout.write(whatStays({ name: stack.name, region: session.region, account }));
}

async function remove(name: string, session: Session, tools: DeployDependencies): Promise<void> {
  const code = await runCdk(tools, session, {
    args: ['destroy', name, '--force', ...emptyApp],
    context: { stack: name },
  });
  if (code !== 0) {
    throw new DeployError(`${name} is not removed whole: the events above say what is in the way.`);
  }
}

interface Removed {
  readonly name: string;
  readonly region: string;
  readonly account: string | undefined;
}

function whatStays({ name, region, account }: Removed): string {
  return `${name} is gone, with its function, versions, log, alarms and dashboard. What stays:
  - the zips that were uploaded, in s3://cdk-hnb659fds-assets-${account}-${region}: about 30 MB each time
    that the layers changed, below USD 0.001 a month each; "npx cdk gc aws://${account}/${region} --unstable=gc" clears them
  - the stack CDKToolkit, which every CDK app in ${region} uses: free but for that bucket
  - the history of the metrics, which CloudWatch forgets after 15 months: free
  - the bucket of --bucket, where there was one: it was never part of the stack
`;
}
