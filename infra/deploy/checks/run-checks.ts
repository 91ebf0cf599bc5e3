import { type CheckResult, ok, problem } from '../../../client/terminal/check-result.ts';
import { printStatus } from '../../../client/terminal/prompt.ts';
import { ModelError } from '../../../models/format/model-error.ts';
import project from '../../../package.json' with { type: 'json' };
import type { Assets } from '../../build-assets.ts';
import { defaultModel, findDeployModel } from '../../deploy-model.ts';
import { BuildError, DeployError } from '../../errors.ts';
import type { DeploymentSettings } from '../../settings.ts';
import { explainMissingRegion, findRegion, openSession, type Session } from '../aws/session.ts';
import type { DeployTarget } from '../flags.ts';
import { type DeployDependencies, root } from '../system/dependencies.ts';
import { run } from '../system/run.ts';
import { checkAccount } from './account.ts';
import { checkModel } from './model.ts';
import { reportChecks, requireOk } from './report.ts';

export interface RunChecksOptions {
  readonly target: DeployTarget;
  readonly settings: DeploymentSettings;
  /** Whether the default model may be added to this machine if it is missing. */
  readonly mayAdd: boolean;
}

/**
 * Runs all checks before anything is changed, and reports all of them; then adds the default model if
 * it is missing, and builds the assets.
 *
 * @throws DeployError if a check finds a problem.
 */
export async function runChecks(
  { target, settings, mayAdd }: RunChecksOptions,
  dependencies: DeployDependencies,
): Promise<Session> {
  const region = await findRegion(target);
  const session = region ? openSession(region, target.profile) : undefined;
  const model = await checkModel({ root, name: settings.model, mayAdd });
  const results = [
    checkNodeVersion(process.versions.node),
    region ? ok('region', region) : problem('region', ...(await explainMissingRegion(target))),
    ...(await checkAccount(session, settings)),
    model.result,
  ];
  reportChecks(results);
  requireOk(results);
  if (model.missing) await addDefaultModel(dependencies);
  const sizes = await checkSizes(() =>
    dependencies.build({
      root,
      model: findDeployModel(root, settings.model),
      heic: settings.heic === 'on',
      onFetch: () => printStatus('  Downloading ONNX Runtime and sharp for linux-arm64 (once)'),
    }),
  );
  reportChecks([sizes]);
  requireOk([sizes]);
  if (!session) throw new DeployError('no AWS region is set.');
  return session;
}

/** Checks the version of Node. @param version As in `process.versions.node`. */
function checkNodeVersion(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > minMajor || (major === minMajor && minor >= minMinor);
  return enough
    ? ok('Node', version)
    : problem(
        'Node',
        `${version} is too old`,
        `Install ${minMajor}.${minMinor} or newer: https://nodejs.org`,
      );
}

/** The oldest version of Node that the project runs on. */
const [minMajor = 0, minMinor = 0] = project.engines.node.replace('>=', '').split('.').map(Number);

async function addDefaultModel({ glimpse }: DeployDependencies): Promise<void> {
  printStatus(`\nAdding ${defaultModel}: glimpse models add ${defaultModel}`);
  const code = await run(glimpse, ['models', 'add', defaultModel], { cwd: root });
  if (code !== 0) {
    throw new DeployError(
      `${defaultModel} was not added, and nothing was deployed; choose another model, such as the built-in one: --model efficientnet-lite0.`,
    );
  }
}

/** Builds the assets and reports their size. The builder rejects what is too large for Lambda. */
async function checkSizes(
  build: () => Promise<Pick<Assets, 'function' | 'model' | 'runtime'>>,
): Promise<CheckResult> {
  try {
    const assets = await build();
    const parts = [assets.function, assets.model, assets.runtime];
    const zipped = sumMebibytes(parts.map(({ zippedBytes }) => zippedBytes));
    const unzipped = sumMebibytes(parts.map(({ unzippedBytes }) => unzippedBytes));
    return ok('sizes', `${unzipped} unzipped (Lambda allows 250 MiB), ${zipped} zipped`);
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof ModelError)) throw error;
    return problem('sizes', 'the assets cannot be built', error.message);
  }
}

/** Lambda's limit is in MiB, not in the MB of other outputs. */
function sumMebibytes(bytes: readonly number[]): string {
  return `${(bytes.reduce((sum, part) => sum + part, 0) / 2 ** 20).toFixed(1)} MiB`;
}
