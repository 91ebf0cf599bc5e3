import { chooseModel, usualModel } from '../../choose-model.ts';
import type { DeploymentSettings } from '../../settings.ts';
import { findRegion, openSession, type Session } from '../aws/session.ts';
import { DeployError } from '../deploy-error.ts';
import type { Place } from '../flags.ts';
import { run } from '../run.ts';
import { say } from '../screen.ts';
import { whyNoRegion } from '../session-for.ts';
import { root, type Tools } from '../tools.ts';
import { checkAccount } from './account.ts';
import { well, wrong } from './finding.ts';
import { checkModel } from './model.ts';
import { checkNodeVersion } from './node-version.ts';
import { demandWell, report } from './report.ts';
import { checkSizes } from './sizes.ts';

export interface ChecksOrder {
  readonly place: Place;
  readonly settings: DeploymentSettings;
  /** Whether the usual model may be added to this machine where it is missing. */
  readonly mayAdd: boolean;
}

/**
 * Looks at everything that can be looked at before anything is changed, and tells all of it; then
 * adds the usual model where it is missing, and builds.
 *
 * @throws DeployError where something has to be put right first.
 */
export async function runChecks(order: ChecksOrder, tools: Tools): Promise<Session> {
  const { place, settings, mayAdd } = order;
  const region = await findRegion(place);
  const session = region ? openSession(region, place.profile) : undefined;
  const model = await checkModel({ root, name: settings.model, mayAdd });
  const findings = [
    checkNodeVersion(process.versions.node),
    region ? well('region', region) : wrong('region', ...(await whyNoRegion(place))),
    ...(await checkAccount(session, settings)),
    model.finding,
  ];
  report(findings);
  demandWell(findings);
  if (model.missing) await addUsualModel(tools);
  const sizes = await checkSizes(() =>
    tools.build({
      root,
      model: chooseModel(root, settings.model),
      onFetch: () => say('  Fetching ONNX Runtime and sharp for linux-arm64 (once)'),
    }),
  );
  report([sizes]);
  demandWell([sizes]);
  if (!session) throw new DeployError('no AWS region is known.');
  return session;
}

async function addUsualModel({ glimpse }: Tools): Promise<void> {
  say(`\nAdding ${usualModel}: glimpse models add ${usualModel}`);
  const code = await run(glimpse, ['models', 'add', usualModel], { cwd: root });
  if (code !== 0) {
    throw new DeployError(
      `${usualModel} was not added, nothing was deployed; name another with --model (efficientnet-lite0 is here).`,
    );
  }
}
