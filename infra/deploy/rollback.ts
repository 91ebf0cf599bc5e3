import type { Session } from './aws/session.ts';
import { deploymentOf, describeStack, stackName } from './aws/stack.ts';
import { listVersions, liveVersion, makeLive, type Version } from './aws/versions.ts';
import { DeployError } from './deploy-error.ts';
import type { Place } from './flags.ts';
import { proofAsJson, renderProof } from './proof.ts';
import { say } from './screen.ts';
import { sessionFor } from './session-for.ts';
import { smokeTest } from './smoke-test.ts';
import type { Tools } from './tools.ts';

export interface RollbackOrder extends Place {
  readonly stage: string;
  readonly json: boolean;
}

/**
 * Lets callers get the version before the one that they get now. Nothing is built or uploaded.
 *
 * @throws DeployError
 */
export async function rollback(order: RollbackOrder, { patience }: Tools): Promise<void> {
  const session = await sessionFor(order);
  const deployment = deploymentOf(await demandStack(session, order.stage));
  const now = await liveVersion(session, deployment);
  const versions = await listVersions(session, deployment);
  const before = versions.findLast(({ version }) => Number(version) < Number(now));
  if (!before) {
    throw new DeployError(
      `version ${now} is the first of ${order.stage}: there is none before it.`,
    );
  }
  await makeLive(session, deployment, before.version);
  const current = versions.find(({ version }) => version === now);
  say(
    `${deployment.alias} went from ${describe(now, current)} to ${describe(before.version, before)}`,
  );
  const proof = await smokeTest(deployment, session, { patience });
  const { url } = deployment;
  const result = { url, from: now, to: before.version, ...proofAsJson(proof) };
  process.stdout.write(order.json ? `${JSON.stringify(result, null, 2)}\n` : renderProof(proof));
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
