import { join } from 'node:path';
import type { Manifest } from '../models/format/manifest.ts';
import { readManifest } from '../models/store/open-model.ts';
import { buildFunction } from './build-function.ts';
import { BuildError } from './errors.ts';
import { buildModelLayer } from './layers/build-model-layer.ts';
import { buildRuntimeLayer } from './layers/build-runtime-layer.ts';
import type { ZipFile } from './layers/zip-file.ts';

export interface BuildAssetsOptions {
  /** Folder of the project. */
  readonly root: string;
  /** The model's folder. */
  readonly model: string;
  /** Whether the function decodes HEIC. */
  readonly heic: boolean;
  /** Called before packages are downloaded, which takes a while. */
  readonly onFetch?: () => void;
}

/** The zips that a deployment uploads, and the manifest of their model. */
export interface Assets {
  readonly manifest: Manifest;
  readonly function: ZipFile;
  readonly model: ZipFile;
  readonly runtime: ZipFile;
}

/** Maximum size of function and layers together, unzipped: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxUnzippedBytes = 250 * 2 ** 20;

/**
 * Builds function and layers into `.build/deploy/`. The same sources give the same bytes.
 *
 * @throws BuildError or ModelError, with a message of one sentence.
 */
export async function buildAssets({
  root,
  model,
  heic,
  onFetch,
}: BuildAssetsOptions): Promise<Assets> {
  const folder = join(root, '.build', 'deploy');
  const manifest = await readManifest(model);
  const assets = {
    manifest,
    model: await buildModelLayer({ folder: model, to: join(folder, `model-${manifest.id}.zip`) }),
    function: await buildFunction({ root, to: join(folder, 'function.zip') }),
    runtime: await buildRuntimeLayer({ root, folder, heic, ...(onFetch && { onFetch }) }),
  };
  refuseTooLarge(assets);
  return assets;
}

function refuseTooLarge({ manifest, model, runtime, ...rest }: Assets): void {
  const bytes = model.unzippedBytes + runtime.unzippedBytes + rest.function.unzippedBytes;
  if (bytes <= maxUnzippedBytes) return;
  throw new BuildError(
    `With model ${manifest.id} the function has ${bytes} bytes unzipped, and Lambda allows ${maxUnzippedBytes}: add the model as int8, or choose a smaller one.`,
  );
}
