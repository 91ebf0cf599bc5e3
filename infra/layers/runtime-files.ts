import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BuildError } from '../errors.ts';
import { traceRequires } from './trace-requires.ts';
import type { ZipEntry } from './zip.ts';

const licence = /^(licen[cs]e|notice|copying|third.?party)/i;

/** Stands in for a licence where a package has none: it says which one holds. */
const readme = /^readme(\.|$)/i;

/**
 * Reads what runs out of a folder with `node_modules`: the files that are loaded, the `package.json`
 * that say how, and the licences.
 *
 * @param names Packages with native code; each has to bring some for linux-arm64.
 * @returns Paths begin with `node_modules/`.
 */
export async function runtimeFiles(folder: string, names: readonly string[]): Promise<ZipEntry[]> {
  const modules = join(folder, 'node_modules');
  const files = new Set<string>();
  for (const name of names) {
    const loaded = [...(await traceRequires(folder, [name]))];
    if (!loaded.some((file) => file.endsWith('.node'))) {
      throw new BuildError(`${name} as locked has no native code for linux on arm64.`);
    }
    for (const file of loaded) files.add(file);
  }
  for (const place of new Set([...files].flatMap(foldersOf))) {
    for (const file of await papersIn(modules, place)) files.add(join(place, file));
  }
  return await Promise.all(
    [...files].map(async (file) => ({
      path: `node_modules/${file.split(sep).join('/')}`,
      bytes: await readFile(join(modules, file)),
    })),
  );
}

/** The folders of a file, from its package's down to its own. */
function foldersOf(file: string): string[] {
  const parts = file.split(sep).slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join(sep));
  return folders.filter((folder) => !/(^|[/\\])(@[^/\\]+|node_modules)$/.test(folder));
}

async function papersIn(modules: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(modules, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const licences = names.filter((name) => licence.test(name));
  const manifests = names.filter((name) => name === 'package.json');
  const isPackage = /^(@[^/\\]+[/\\])?[^/\\]+$/.test(folder);
  const standIns = isPackage && licences.length === 0 ? names.filter((n) => readme.test(n)) : [];
  return [...manifests, ...licences, ...standIns];
}
