import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BuildError } from '../errors.ts';
import { traceRequires } from './trace-requires.ts';
import type { ZipEntry } from './zip.ts';

const licence = /^(licen[cs]e|notice|copying|third.?party)/i;

/** Taken if a package has no licence file: the readme names the licence. */
const readme = /^readme(\.|$)/i;

export interface RuntimeModules {
  /** Packages with native code; each must have some for linux-arm64. */
  readonly native: readonly string[];
  /** Modules without native code. */
  readonly others: readonly string[];
}

/**
 * Reads the files of a folder with `node_modules` that are needed in Lambda: files that Node loads,
 * their `package.json` files, and licences.
 *
 * @returns Files whose paths begin with `node_modules/`.
 * @throws BuildError if a package has no native code for linux-arm64.
 */
export async function readRuntimeFiles(
  folder: string,
  { native, others }: RuntimeModules,
): Promise<ZipEntry[]> {
  const modules = join(folder, 'node_modules');
  const files = await traceRequires(folder, others);
  for (const name of native) {
    const loaded = [...(await traceRequires(folder, [name]))];
    if (!loaded.some((file) => file.endsWith('.node'))) {
      throw new BuildError(
        `${name}, as locked in package-lock.json, has no native code for linux on arm64.`,
      );
    }
    for (const file of loaded) files.add(file);
  }
  for (const parent of new Set([...files].flatMap(listFolders))) {
    for (const file of await listDocuments(modules, parent)) files.add(join(parent, file));
  }
  return await Promise.all(
    [...files].map(async (file) => ({
      path: `node_modules/${file.split(sep).join('/')}`,
      bytes: await readFile(join(modules, file)),
    })),
  );
}

/** Lists the folders of a file, from its package's folder down to its own. */
function listFolders(file: string): string[] {
  const parts = file.split(sep).slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join(sep));
  return folders.filter((folder) => !/(^|[/\\])(@[^/\\]+|node_modules)$/.test(folder));
}

/** Lists a folder's `package.json` and licences; in a package without a licence, its readme. */
async function listDocuments(modules: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(modules, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const licences = names.filter((name) => licence.test(name));
  const manifests = names.filter((name) => name === 'package.json');
  const isPackage = /^(@[^/\\]+[/\\])?[^/\\]+$/.test(folder);
  const readmes =
    isPackage && licences.length === 0 ? names.filter((name) => readme.test(name)) : [];
  return [...manifests, ...licences, ...readmes];
}
