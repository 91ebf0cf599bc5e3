import { DeployError } from '../../errors.ts';
import { openSessionFor, type Session } from '../aws/session.ts';
import { deploymentOf, describeStack, stackName } from '../aws/stack.ts';
import { listVersions, liveVersion, makeLive, type Version } from '../aws/versions.ts';
import type { DeployTarget } from '../flags.ts';
import { renderSmokeTest, smokeTestAsJson } from '../report/smoke-test-text.ts';
import { smokeTest } from '../smoke-test.ts';
import type { DeployDependencies } from '../system/dependencies.ts';
import { say } from '../system/terminal.ts';

export interface RollbackOptions extends DeployTarget {
  readonly stage: string;
  readonly json: boolean;
  /** The number of a version. Default: the one before the version that is live. */
  readonly to?: string;
}

/**
 * Lets callers get another version, usually the one before that which they get now. Nothing is built or uploaded.
 *
 * @throws DeployError
 */
export async function rollback(
  order: RollbackOptions,
  { retryMs }: DeployDependencies,
): Promise<void> {
  const session = await openSessionFor(order);
  const deployment = deploymentOf(await demandStack(session, order.stage));
  const now = await liveVersion(session, deployment);
  const versions = await listVersions(session, deployment);
  const chosen = choose(versions, now, order);
  await makeLive(session, deployment, chosen.version);
  const current = versions.find(({ version }) => version === now);
  const why = order.to === undefined ? ', the one before by number' : '';
  say(
    `${deployment.alias} went from ${describe(now, current)} to ${describe(chosen.version, chosen)}${why}`,
  );
  const proof = await smokeTest(deployment, session, { retryMs });
  const { url } = deployment;
  const result = { url, from: now, to: chosen.version, ...smokeTestAsJson(proof) };
  process.stdout.write(
    order.json ? `${JSON.stringify(result, null, 2)}\n` : renderSmokeTest(proof),
  );
}

/** @throws DeployError where there is no such version, or it is live already. */
function choose(
  versions: readonly Version[],
  now: string,
  { to, stage }: RollbackOptions,
): Version {
  if (to === undefined) {
    const before = versions.findLast(({ version }) => Number(version) < Number(now));
    if (before) return before;
    throw new DeployError(`version ${now} is the first of ${stage}: there is none before it.`);
  }
  const chosen = versions.find(({ version }) => version === to);
  if (chosen && to !== now) return chosen;
  for (const one of versions) {
    say(`${describe(one.version, one)}${one.version === now ? ', live' : ''}`);
  }
  throw new DeployError(
    chosen
      ? `version ${to} of ${stage} is live already: name another of these.`
      : `there is no version ${to} of ${stage}: name one of these.`,
  );
}

/** @throws DeployError where there is no such stack. */
async function demandStack(session: Session, stage: string) {
  const name = stackName(stage);
  const stack = await describeStack(session, name);
  if (stack) return stack;
  throw new DeployError(
    `there is no stack ${name} in ${session.region}: check --stage and --region.`,
  );
}

function describe(version: string, known: Version | undefined): string {
  return known?.description ? `version ${version} (${known.description})` : `version ${version}`;
}
