import { DeployError, UsageError } from '../../errors.ts';
import { runCdk } from '../aws/cdk.ts';
import type { Session } from '../aws/session.ts';
import { type Deployment, deploymentOf, describeStack, stackName } from '../aws/stack.ts';
import { listVersions, liveVersion, makeLive } from '../aws/versions.ts';
import { runChecks } from '../checks/run-checks.ts';
import { describeStackState } from '../checks/stack-state.ts';
import { type DeployFlags, type DeployTarget, parseSettings, toContext } from '../flags.ts';
import { renderSummary, summaryAsJson } from '../report/summary.ts';
import { confirmSettings } from '../settings-changes.ts';
import { smokeTest } from '../smoke-test.ts';
import type { DeployDependencies } from '../system/dependencies.ts';
import { targetFlags } from '../system/shell-quote.ts';
import { canConfirm, say } from '../system/terminal.ts';

/**
 * Checks, deploys, proves by a call that it works, and tells how it is used and what it costs.
 *
 * @throws UsageError, DeployError
 */
export async function deploy(flags: DeployFlags, tools: DeployDependencies): Promise<void> {
  const context = toContext(flags);
  const settings = parseSettings(context);
  if (!flags.diff && !flags.yes && !canConfirm()) {
    throw new UsageError('there is no terminal to ask on: pass --yes to deploy without asking.');
  }
  const session = await runChecks({ place: flags, settings, mayAdd: !flags.diff }, tools);
  const name = stackName(settings.stage);
  await confirmSettings(await describeStack(session, name), { settings, flags });
  if (flags.diff) {
    await mustRun(tools, session, { args: ['diff', name], context, output: 'stdout' });
    return;
  }
  const approval = flags.yes ? 'never' : 'broadening';
  await mustRun(tools, session, {
    args: ['deploy', name, '--require-approval', approval],
    context,
  });
  const deployment = await deployed(session, name);
  const smokeTestResult = await smokeTest(deployment, session, {
    retryMs: tools.retryMs,
    goBack: () => rollbackCommand(deployment, session, flags),
  });
  const summary = {
    deployment,
    smokeTest: smokeTestResult,
    memory: settings.memory,
    region: session.region,
  };
  process.stdout.write(flags.json ? summaryAsJson(summary) : renderSummary(summary));
}

/** @throws DeployError where the CDK's command fails; it has said why. */
async function mustRun(
  tools: DeployDependencies,
  session: Session,
  order: Parameters<typeof runCdk>[2],
): Promise<void> {
  const code = await runCdk(tools, session, order);
  if (code === 0) return;
  const [command, name = ''] = order.args;
  const standing =
    command === 'diff' ? 'nothing was changed.' : await describeStackState(session, name);
  throw new DeployError(
    `"cdk ${command}" ended with exit code ${code}: what it says above is why; ${standing}`,
  );
}

/** The outputs, and the newest version live: CloudFormation does not know of a rollback of ours. */
async function deployed(session: Session, name: string): Promise<Deployment> {
  const stack = await describeStack(session, name);
  if (!stack) throw new DeployError(`Stack ${name} is not there although it was deployed.`);
  const deployment = deploymentOf(stack);
  const live = await liveVersion(session, deployment);
  if (live !== deployment.version) {
    await makeLive(session, deployment, deployment.version);
    say(
      `${deployment.alias} had been rolled back to version ${live}: it is ${deployment.version} again.`,
    );
  }
  return deployment;
}

/** Undefined where there is no version to go back to, or nobody tells whether there is. */
async function rollbackCommand(
  deployment: Deployment,
  session: Session,
  place: DeployTarget,
): Promise<string | undefined> {
  const versions = await listVersions(session, deployment).catch(() => []);
  const earlier = versions.some(({ version }) => Number(version) < Number(deployment.version));
  return earlier ? `npm run deploy -- --rollback${targetFlags(place)}` : undefined;
}
