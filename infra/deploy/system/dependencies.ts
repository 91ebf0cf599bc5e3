import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assets, BuildAssetsOptions } from '../../build-assets.ts';
import type { Program } from './run.ts';

/** The project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a deployment is made with. Tests bring their own. */
export interface DeployDependencies {
  /** The CDK's command. */
  readonly cdk: Program;
  /** Our own command. */
  readonly glimpse: Program;
  /** Builds what is uploaded. */
  readonly build: (
    order: BuildAssetsOptions,
  ) => Promise<Pick<Assets, 'function' | 'model' | 'runtime'>>;
  /** How long a new deployment may turn calls away, and the pause before the next call. */
  readonly retryMs: { readonly limitMs: number; readonly pauseMs: number };
}

/** Those that are installed with the project. */
export const defaultDependencies: DeployDependencies = {
  cdk: [process.execPath, join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk')],
  glimpse: [process.execPath, join(root, 'client', 'cli', 'glimpse.mjs')],
  // Loaded when it is needed: bundlers and the constructs take a second that other commands save.
  build: async (order) => (await import('../../build-assets.ts')).buildAssets(order),
  retryMs: { limitMs: 60_000, pauseMs: 3_000 },
};
