import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCi } from './npm-ci.ts';
import { type PrunedLockFile, pruneLockFile } from './prune-lock-file.ts';
import { runtimeFiles } from './runtime-files.ts';
import { readZipFile, writeZipFile, type ZipFile } from './zip-file.ts';

export interface BuildRuntimeLayerOptions {
  /** The project: its `package-lock.json` says what goes in. */
  readonly root: string;
  /** Where the zip is written and kept for the next time. */
  readonly folder: string;
  /** Told before packages are fetched, which takes a while. */
  readonly onFetch?: () => void;
}

/** What the function takes from the layer: packages with native code, which cannot be bundled. */
const nativePackages = ['onnxruntime-node', 'sharp'];

/** An hour: nothing that is still at work has such an old draft. */
const oldMs = 60 * 60 * 1000;

/** The Lambda runtime looks for CommonJS packages in `/opt/nodejs/node_modules`. */
const folderInLayer = 'nodejs';

/**
 * Packs the native packages as the lock file has them, for linux on arm64. A zip that was made from
 * the same lock file by the same code is taken as it is.
 *
 * @throws BuildError with one sentence.
 */
export async function buildRuntimeLayer(order: BuildRuntimeLayerOptions): Promise<ZipFile> {
  const { root, folder } = order;
  const pruned = pruneLockFile(
    await readFile(join(root, 'package-lock.json'), 'utf8'),
    nativePackages,
  );
  const path = join(folder, `runtime-${await keyOf(pruned)}.zip`);
  if (existsSync(path)) return await readZipFile(path);
  order.onFetch?.();
  const work = join(folder, `runtime.${process.pid}`);
  try {
    await npmCi({ pruned, root, folder: work });
    const files = await runtimeFiles(work, nativePackages);
    const entries = files.map((file) => ({ ...file, path: `${folderInLayer}/${file.path}` }));
    return await writeZipFile(entries, path);
  } finally {
    await rm(work, { recursive: true, force: true });
    await sweepOld(folder);
  }
}

/** Deletes layers of other lock files, and what processes left behind that were killed. */
async function sweepOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('runtime'));
  for (const path of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > oldMs) await rm(path, { recursive: true, force: true });
  }
}

/** Changes with what is installed and with the code that packs it. */
async function keyOf({ lock }: PrunedLockFile): Promise<string> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256').update(JSON.stringify(lock));
  for (const name of (await readdir(here)).sort()) hash.update(await readFile(join(here, name)));
  return hash.digest('hex').slice(0, 16);
}
