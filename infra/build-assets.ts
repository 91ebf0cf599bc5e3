import { join } from 'node:path';
import type { Manifest } from '../models/format/manifest.ts';
import { readManifest } from '../models/store/open-model.ts';
import { buildFunction } from './build-function.ts';
import { BuildError } from './errors.ts';
import { buildModelLayer } from './layers/build-model-layer.ts';
import { buildRuntimeLayer } from './layers/build-runtime-layer.ts';
import type { ZipFile } from './layers/zip-file.ts';

export interface BuildAssetsOptions {
  /** The project. */
  readonly root: string;
  /** The model's folder. */
  readonly model: string;
  /** Told before packages are fetched, which takes a while. */
  readonly onFetch?: () => void;
}

/** What a deployment uploads, built. */
export interface Assets {
  readonly manifest: Manifest;
  readonly function: ZipFile;
  readonly model: ZipFile;
  readonly runtime: ZipFile;
}

/** What function and layers may take unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const unzippedLimit = 250 * 2 ** 20;

/**
 * Builds function and layers into `.build/deploy/`: the same bytes from the same sources.
 *
 * @throws BuildError, ModelError with one sentence.
 */
export async function buildAssets({ root, model, onFetch }: BuildAssetsOptions): Promise<Assets> {
  const folder = join(root, '.build', 'deploy');
  const manifest = await readManifest(model);
  const assets = {
    manifest,
    model: await buildModelLayer({ folder: model, to: join(folder, `model-${manifest.id}.zip`) }),
    function: await buildFunction({ root, to: join(folder, 'function.zip') }),
    runtime: await buildRuntimeLayer({ root, folder, ...(onFetch && { onFetch }) }),
  };
  refuseTooLarge(assets);
  return assets;
}

function refuseTooLarge({ manifest, model, runtime, ...rest }: Assets): void {
  const bytes = model.unzippedBytes + runtime.unzippedBytes + rest.function.unzippedBytes;
  if (bytes <= unzippedLimit) return;
  throw new BuildError(
    `With model ${manifest.id} the function is ${bytes} bytes unpacked and Lambda takes ${unzippedLimit}: add the model as int8, or take a smaller one.`,
  );
}
