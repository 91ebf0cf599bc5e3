import { printStatus } from '../../../client/terminal/prompt.ts';
import { DeployError } from '../../errors.ts';
import { openSessionFor, type Session } from '../aws/session.ts';
import { type DeployedStack, describeStack, getStackName, parseDeployment } from '../aws/stack.ts';
import { getLiveVersion, listVersions, setLiveVersion, type Version } from '../aws/versions.ts';
import type { DeployTarget } from '../flags.ts';
import { renderSmokeTest, toSmokeTestJson } from '../report/smoke-test-text.ts';
import { smokeTest } from '../smoke-test.ts';
import type { DeployDependencies } from '../system/dependencies.ts';

export interface RollbackOptions extends DeployTarget {
  readonly stage: string;
  readonly json: boolean;
  /** The version number to switch to. Default: the one before the live version. */
  readonly version?: string;
}

/**
 * Switches callers to another version, by default the one before the live version, and calls it.
 * Nothing is built or uploaded.
 *
 * @throws DeployError
 */
export async function rollback(
  options: RollbackOptions,
  { retryMs }: DeployDependencies,
): Promise<void> {
  const session = await openSessionFor(options);
  const deployment = parseDeployment(await requireStack(session, options.stage));
  const from = await getLiveVersion(session, deployment);
  const versions = await listVersions(session, deployment);
  const chosen = chooseVersion(versions, from, options);
  await setLiveVersion(session, deployment, chosen.version);
  const previous = versions.find(({ version }) => version === from);
  const reason = options.version === undefined ? ', the previous version number' : '';
  printStatus(
    `${deployment.alias} changed from ${describeVersion(from, previous)} to ${describeVersion(chosen.version, chosen)}${reason}`,
  );
  const smokeTestResult = await smokeTest(deployment, session, { retryMs });
  const { url } = deployment;
  const document = { url, from, to: chosen.version, ...toSmokeTestJson(smokeTestResult) };
  process.stdout.write(
    options.json ? `${JSON.stringify(document, null, 2)}\n` : renderSmokeTest(smokeTestResult),
  );
}

/** @throws DeployError if the version does not exist, or is live already. */
function chooseVersion(
  versions: readonly Version[],
  live: string,
  { version: requested, stage }: RollbackOptions,
): Version {
  if (requested === undefined) {
    const before = versions.findLast(({ version }) => Number(version) < Number(live));
    if (before) return before;
    throw new DeployError(`version ${live} is the first of ${stage}: there is none before it.`);
  }
  const chosen = versions.find(({ version }) => version === requested);
  if (chosen && requested !== live) return chosen;
  for (const version of versions) {
    const suffix = version.version === live ? ', live' : '';
    printStatus(`${describeVersion(version.version, version)}${suffix}`);
  }
  throw new DeployError(
    chosen
      ? `version ${requested} of ${stage} is live already: choose another of the versions above.`
      : `there is no version ${requested} of ${stage}: choose one of the versions above.`,
  );
}

/** @throws DeployError if the stack does not exist. */
async function requireStack(session: Session, stage: string): Promise<DeployedStack> {
  const name = getStackName(stage);
  const stack = await describeStack(session, name);
  if (stack) return stack;
  throw new DeployError(
    `there is no stack ${name} in ${session.region}: check --stage and --region.`,
  );
}

function describeVersion(number: string, version: Version | undefined): string {
  return version?.description ? `version ${number} (${version.description})` : `version ${number}`;
}
