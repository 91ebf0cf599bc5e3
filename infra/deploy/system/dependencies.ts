import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assets, BuildAssetsOptions } from '../../build-assets.ts';
import type { Program } from './run.ts';

/** Folder of the project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** External programs and timeouts; tests substitute their own. */
export interface DeployDependencies {
  /** The CDK's command line. */
  readonly cdk: Program;
  /** The `glimpse` command. */
  readonly glimpse: Program;
  /** Builds the assets to upload. */
  readonly build: (
    options: BuildAssetsOptions,
  ) => Promise<Pick<Assets, 'function' | 'model' | 'runtime'>>;
  /** How long a new deployment may reject calls, and the pause between retries. */
  readonly retryMs: { readonly limitMs: number; readonly pauseMs: number };
}

/** The programs installed with the project. */
export const defaultDependencies: DeployDependencies = {
  cdk: [process.execPath, join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk')],
  glimpse: [process.execPath, join(root, 'client', 'cli', 'glimpse.mjs')],
  // Loaded on demand: the bundler takes a second to load, and other commands do not need it.
  build: async (options) => (await import('../../build-assets.ts')).buildAssets(options),
  retryMs: { limitMs: 60_000, pauseMs: 3_000 },
};
