import { UsageError } from '../../../client/terminal/errors.ts';
import { canPrompt, printStatus } from '../../../client/terminal/prompt.ts';
import { DeployError } from '../../errors.ts';
import { type CdkOptions, runCdk } from '../aws/cdk.ts';
import type { Session } from '../aws/session.ts';
import { type Deployment, describeStack, getStackName, parseDeployment } from '../aws/stack.ts';
import { getLiveVersion, listVersions, setLiveVersion } from '../aws/versions.ts';
import { runChecks } from '../checks/run-checks.ts';
import { describeStackState } from '../checks/stack-state.ts';
import { type DeployFlags, type DeployTarget, parseSettings, toContext } from '../flags.ts';
import { defaultMonth } from '../price/assumptions.ts';
import { renderSummary, renderSummaryJson } from '../report/summary.ts';
import { confirmSettings } from '../settings-changes.ts';
import { smokeTest } from '../smoke-test.ts';
import type { DeployDependencies } from '../system/dependencies.ts';
import { renderTargetFlags } from '../system/target-flags.ts';

/**
 * Runs the checks, deploys, calls the deployment, and prints what it answered, what it costs and how to
 * call it.
 *
 * @throws UsageError, DeployError
 */
export async function deploy(flags: DeployFlags, dependencies: DeployDependencies): Promise<void> {
  const context = toContext(flags);
  const settings = parseSettings(context);
  if (!flags.diff && !flags.yes && !canPrompt()) {
    throw new UsageError(
      'there is no terminal to confirm on: pass --yes to deploy without asking.',
    );
  }
  const session = await runChecks({ target: flags, settings, mayAdd: !flags.diff }, dependencies);
  const name = getStackName(settings.stage);
  await confirmSettings(await describeStack(session, name), { settings, flags });
  if (flags.diff) {
    await requireCdk(dependencies, session, { args: ['diff', name], context, output: 'stdout' });
    return;
  }
  printStatus(
    `Time per picture on Graviton: ${defaultMonth.ms} ms is an assumption. The new deployment measures it.`,
  );
  const approval = flags.yes ? 'never' : 'broadening';
  await requireCdk(dependencies, session, {
    args: ['deploy', name, '--require-approval', approval],
    context,
  });
  const deployment = await finishDeployment(session, name);
  const smokeTestResult = await smokeTest(deployment, session, {
    retryMs: dependencies.retryMs,
    findRollbackCommand: () => findRollbackCommand(deployment, session, flags),
  });
  const summary = {
    deployment,
    smokeTest: smokeTestResult,
    memory: settings.memory,
    region: session.region,
  };
  process.stdout.write(flags.json ? renderSummaryJson(summary) : renderSummary(summary));
}

/** Runs the CDK's command line. @throws DeployError if it fails; it has printed the reason. */
async function requireCdk(
  dependencies: DeployDependencies,
  session: Session,
  options: CdkOptions,
): Promise<void> {
  const code = await runCdk(dependencies, session, options);
  if (code === 0) return;
  const [command, name = ''] = options.args;
  const state =
    command === 'diff' ? 'nothing was changed.' : await describeStackState(session, name);
  throw new DeployError(
    `"cdk ${command}" failed with exit code ${code}, see its output above; ${state}`,
  );
}

/** Reads the outputs, and makes the newest version live: CloudFormation does not know about our rollbacks. */
async function finishDeployment(session: Session, name: string): Promise<Deployment> {
  const stack = await describeStack(session, name);
  if (!stack) throw new DeployError(`stack ${name} does not exist although it was deployed.`);
  const deployment = parseDeployment(stack);
  const live = await getLiveVersion(session, deployment);
  if (live !== deployment.version) {
    await setLiveVersion(session, deployment, deployment.version);
    printStatus(
      `${deployment.alias} had been rolled back to version ${live}; it is version ${deployment.version} now.`,
    );
  }
  return deployment;
}

/** Returns undefined if there is no earlier version, or the versions cannot be listed. */
async function findRollbackCommand(
  deployment: Deployment,
  session: Session,
  target: DeployTarget,
): Promise<string | undefined> {
  const versions = await listVersions(session, deployment).catch(() => []);
  const earlier = versions.some(({ version }) => Number(version) < Number(deployment.version));
  return earlier ? `npm run deploy -- --rollback${renderTargetFlags(target)}` : undefined;
}
