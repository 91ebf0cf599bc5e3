import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { heicModule, heicPackage, nativePackages } from '../layers/build-runtime-layer.ts';
import { pruneLockFile } from '../layers/prune-lock-file.ts';
import { traceRequires } from '../layers/trace-requires.ts';
import { type LockedPackage, readLockedPackages } from './locked-packages.ts';
import type { Place } from './shipped.ts';

/** Files that esbuild bundles, by bundle, as its metafile has them. */
export interface BundledFiles {
  readonly function: readonly string[];
  readonly page: readonly string[];
}

/**
 * Lists the packages in the function, its page and the runtime layer.
 *
 * @param root Folder of the project.
 * @param lockFile Text of `package-lock.json`.
 * @returns Paths in the lock file, such as `node_modules/zod`, and where each ships.
 */
export async function listShippedPackages(
  root: string,
  files: BundledFiles,
  lockFile: string,
): Promise<Map<string, Place[]>> {
  const packages = new Map<string, Place[]>();
  const add = (place: Place, paths: readonly string[]): void => {
    for (const path of paths) packages.set(path, [...(packages.get(path) ?? []), place]);
  };
  add('function', findFolders(files.function));
  add('page', findFolders(files.page));
  add('runtime layer', await listRuntimePackages(root, lockFile));
  return packages;
}

/**
 * Lists the packages of the runtime layer without building it, from those that are installed on any
 * platform: packages that Node loads, without those for other platforms, and packages of the lock file
 * that are only for Lambda's.
 */
async function listRuntimePackages(root: string, lockFile: string): Promise<string[]> {
  const { lock } = pruneLockFile(lockFile, [...nativePackages, heicPackage]);
  const installed = dirname(await realpath(join(root, 'node_modules')));
  const files = await traceRequires(installed, [...nativePackages, heicModule]);
  const loaded = findFolders([...files].map((file) => join('node_modules', file)));
  return Object.entries(readLockedPackages(lock))
    .filter(([path, locked]) => fitsLambda(locked) && (locked.cpu || loaded.includes(path)))
    .map(([path]) => path);
}

/** Whether npm installs a package for linux on arm64 with glibc. */
function fitsLambda({ os, cpu, libc }: LockedPackage): boolean {
  return (
    (os?.includes('linux') ?? true) &&
    (cpu?.includes('arm64') ?? true) &&
    (libc?.includes('glibc') ?? true)
  );
}

/** Finds the packages of files. If node_modules is a link, as in a worktree, paths begin outside the project. */
function findFolders(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.split(sep).join('/')) ?? [];
    return folder ? [folder.slice(folder.indexOf('node_modules/'))] : [];
  });
  return [...new Set(folders)];
}
