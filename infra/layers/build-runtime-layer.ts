import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeStale } from '../../models/store/stale-drafts.ts';
import { npmCi } from './npm-ci.ts';
import { type PrunedLockFile, pruneLockFile } from './prune-lock-file.ts';
import { readRuntimeFiles } from './runtime-files.ts';
import { readZipFile, writeZipFile, type ZipFile } from './zip-file.ts';

export interface BuildRuntimeLayerOptions {
  /** The project, whose `package-lock.json` locks the packages. */
  readonly root: string;
  /** The folder for the zip, which is kept and reused. */
  readonly folder: string;
  /** Whether to add the decoder of HEIC. */
  readonly heic: boolean;
  /** Called before packages are downloaded, which takes a while. */
  readonly onFetch?: () => void;
}

/** Packages with native code, which cannot be bundled. */
export const nativePackages = ['onnxruntime-node', 'sharp'];

/** The decoder of HEIC, and the module of it that the function loads. It is LGPL: owners may exchange it. */
export const heicPackage = 'libheif-js';
export const heicModule = 'libheif-js/wasm-bundle';

/** The Lambda runtime looks for CommonJS packages in `/opt/nodejs/node_modules`. */
const folderInLayer = 'nodejs';

/**
 * Packs the packages that are not bundled, for linux on arm64, in the versions of the lock file. Reuses a zip that was
 * built from the same lock file by the same code.
 *
 * @throws BuildError with a message of one sentence.
 */
export async function buildRuntimeLayer({
  root,
  folder,
  heic,
  onFetch,
}: BuildRuntimeLayerOptions): Promise<ZipFile> {
  const packages = heic ? [...nativePackages, heicPackage] : nativePackages;
  const pruned = pruneLockFile(await readFile(join(root, 'package-lock.json'), 'utf8'), packages);
  const path = join(folder, `runtime-${await computeKey(pruned)}.zip`);
  if (existsSync(path)) return await readZipFile(path);
  onFetch?.();
  const work = join(folder, `runtime.${process.pid}`);
  try {
    await npmCi({ pruned, root, folder: work });
    const files = await readRuntimeFiles(work, {
      native: nativePackages,
      others: heic ? [heicModule] : [],
    });
    const entries = files.map((file) => ({ ...file, path: `${folderInLayer}/${file.path}` }));
    return await writeZipFile(entries, path);
  } finally {
    await rm(work, { recursive: true, force: true });
    // This removes layers of other lock files too. One that is still needed is built again.
    await removeStale(folder, /^runtime/);
  }
}

/** Hashes the packages to install and the code that packs them: every file of this folder. */
async function computeKey({ lock }: PrunedLockFile): Promise<string> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256').update(JSON.stringify(lock));
  for (const name of (await readdir(here)).sort()) hash.update(await readFile(join(here, name)));
  return hash.digest('hex').slice(0, 16);
}
