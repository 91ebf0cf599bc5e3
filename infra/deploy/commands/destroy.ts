import { UsageError } from '../../../client/terminal/errors.ts';
import { canPrompt, confirm, printStatus } from '../../../client/terminal/prompt.ts';
import { DeployError } from '../../errors.ts';
import { emptyApp, runCdk } from '../aws/cdk.ts';
import { openSessionFor, type Session } from '../aws/session.ts';
import { describeStack, getStackName } from '../aws/stack.ts';
import { checkIdentity } from '../checks/identity.ts';
import { reportChecks, requireOk } from '../checks/report.ts';
import type { DeployTarget } from '../flags.ts';
import type { DeployDependencies } from '../system/dependencies.ts';

export interface DestroyOptions extends DeployTarget {
  readonly stage: string;
  readonly yes: boolean;
}

/**
 * Removes a deployment and prints what remains.
 *
 * @throws UsageError if there is no terminal to confirm on, DeployError.
 */
export async function destroy(
  options: DestroyOptions,
  dependencies: DeployDependencies,
): Promise<void> {
  if (!options.yes && !canPrompt()) {
    throw new UsageError(
      'there is no terminal to confirm on: pass --yes to remove without asking.',
    );
  }
  const session = await openSessionFor(options);
  const { result, account } = await checkIdentity(session);
  reportChecks([result]);
  requireOk([result]);
  const name = getStackName(options.stage);
  const stack = await describeStack(session, name);
  if (!stack) {
    printStatus(`There is no stack ${name} in ${session.region}: nothing to remove.`);
    return;
  }
  const question = `Remove ${name} (${stack.status}) from ${session.region} of account ${account}?`;
  if (!options.yes && !(await confirm(question))) throw new DeployError('nothing was removed.');
  await removeStack(name, session, dependencies);
  process.stdout.write(renderRemains({ name, region: session.region, account }));
}

async function removeStack(
  name: string,
  session: Session,
  dependencies: DeployDependencies,
): Promise<void> {
  const code = await runCdk(dependencies, session, {
    args: ['destroy', name, '--force', ...emptyApp],
    context: { stack: name },
  });
  if (code !== 0) {
    throw new DeployError(
      `${name} was not removed completely: see the events above for the reason.`,
    );
  }
}

interface RemovedStack {
  readonly name: string;
  readonly region: string;
  readonly account: string | undefined;
}

function renderRemains({ name, region, account }: RemovedStack): string {
  return `${name} is removed, with its function, versions, log, alarms and dashboard. What remains:
  - the uploaded zips in s3://cdk-hnb659fds-assets-${account}-${region}: about 16 MB for each change of the
    runtime layer, 5 to 12 MB for each change of the model layer, below USD 0.001 a month each (us-east-1);
    to delete them, run
    "npx cdk gc aws://${account}/${region} --unstable=gc"
  - the stack CDKToolkit, which all CDK apps in ${region} use: free, except for that bucket
  - the history of the metrics, which CloudWatch deletes after 15 months: free
  - your bucket, if you passed --bucket: it was never part of the stack
`;
}
