import { ModelError } from '../../../models/format/model-error.ts';
import type { Assets } from '../../build-assets.ts';
import { defaultModel, findDeployModel } from '../../deploy-model.ts';
import { BuildError, DeployError } from '../../errors.ts';
import type { DeploymentSettings } from '../../settings.ts';
import { findRegion, noRegionReason, openSession, type Session } from '../aws/session.ts';
import type { DeployTarget } from '../flags.ts';
import { type DeployDependencies, root } from '../system/dependencies.ts';
import { run } from '../system/run.ts';
import { say } from '../system/terminal.ts';
import { checkAccount } from './account.ts';
import { type Finding, well, wrong } from './finding.ts';
import { checkModel } from './model.ts';
import { demandWell, report } from './report.ts';

export interface RunChecksOptions {
  readonly place: DeployTarget;
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
export async function runChecks(
  order: RunChecksOptions,
  tools: DeployDependencies,
): Promise<Session> {
  const { place, settings, mayAdd } = order;
  const region = await findRegion(place);
  const session = region ? openSession(region, place.profile) : undefined;
  const model = await checkModel({ root, name: settings.model, mayAdd });
  const findings = [
    checkNodeVersion(process.versions.node),
    region ? well('region', region) : wrong('region', ...(await noRegionReason(place))),
    ...(await checkAccount(session, settings)),
    model.finding,
  ];
  report(findings);
  demandWell(findings);
  if (model.missing) await addDefaultModel(tools);
  const sizes = await checkSizes(() =>
    tools.build({
      root,
      model: findDeployModel(root, settings.model),
      onFetch: () => say('  Fetching ONNX Runtime and sharp for linux-arm64 (once)'),
    }),
  );
  report([sizes]);
  demandWell([sizes]);
  if (!session) throw new DeployError('no AWS region is known.');
  return session;
}

async function addDefaultModel({ glimpse }: DeployDependencies): Promise<void> {
  say(`\nAdding ${defaultModel}: glimpse models add ${defaultModel}`);
  const code = await run(glimpse, ['models', 'add', defaultModel], { cwd: root });
  if (code !== 0) {
    throw new DeployError(
      `${defaultModel} was not added, nothing was deployed; name another with --model (efficientnet-lite0 is here).`,
    );
  }
}

/** The oldest that the project runs with: `engines` of its package.json. */
const oldest = [20, 19] as const;

/** @param version As `process.versions.node` has it. */
export function checkNodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return enough
    ? well('Node', version)
    : wrong(
        'Node',
        `${version} is too old`,
        `Install ${oldest.join('.')} or newer: https://nodejs.org`,
      );
}

const subject = 'sizes';

/** Builds what is uploaded and tells how large it is; the builder refuses what Lambda would. */
export async function checkSizes(
  build: () => Promise<Pick<Assets, 'function' | 'model' | 'runtime'>>,
): Promise<Finding> {
  try {
    const assets = await build();
    const parts = [assets.function, assets.model, assets.runtime];
    const total = (bytes: readonly number[]): string =>
      `${(bytes.reduce((sum, one) => sum + one, 0) / 2 ** 20).toFixed(1)} MiB`;
    const zipped = total(parts.map(({ zippedBytes }) => zippedBytes));
    const unzipped = total(parts.map(({ unzippedBytes }) => unzippedBytes));
    return well(subject, `${unzipped} of the 250 MiB that Lambda takes unpacked, ${zipped} zipped`);
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof ModelError)) throw error;
    return wrong(subject, 'what is to be uploaded cannot be built', error.message);
  }
}
