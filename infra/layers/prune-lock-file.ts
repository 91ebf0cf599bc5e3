import * as z from 'zod';
import { BuildError } from '../errors.ts';

const names = z.record(z.string(), z.string()).default({});

const packageSchema = z.looseObject({
  version: z.string(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  dependencies: names,
  optionalDependencies: names,
});

type Package = z.infer<typeof packageSchema>;

/** The format of npm 7 and newer: packages by path; the project itself has the empty path. */
const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.looseObject({})),
});

/** A manifest and a matching lock file for `npm ci`. */
export interface PrunedLockFile {
  readonly manifest: object;
  readonly lock: object;
}

/**
 * Reduces a lock file to some packages and their dependencies. The hashes stay, and npm checks them.
 * Packages for other platforms stay too: `npm ci` requires their entries and does not install them.
 *
 * @throws BuildError if a package is not locked, or is locked without a hash.
 */
export function pruneLockFile(text: string, roots: readonly string[]): PrunedLockFile {
  const { packages } = lockSchema.parse(JSON.parse(text));
  const kept = new Map<string, Package>();
  const keep = (name: string, from: string): void => {
    const path = findPackage(name, from, packages);
    if (kept.has(path)) return;
    const found = packageSchema.parse(packages[path]);
    if (!found.integrity && !found.inBundle) {
      throw new BuildError(`package-lock.json has no integrity hash for ${path}.`);
    }
    kept.set(path, found);
    const dependencies = { ...found.dependencies, ...found.optionalDependencies };
    for (const dependency of Object.keys(dependencies)) keep(dependency, path);
  };
  for (const root of roots) keep(root, '');
  const versions = roots.map((name) => [name, kept.get(`node_modules/${name}`)?.version]);
  const manifest = {
    name: 'glimpse-runtime',
    version: '0.0.0',
    private: true,
    dependencies: Object.fromEntries(versions),
  };
  const pruned = Object.fromEntries([...kept.keys()].sort().map((path) => [path, packages[path]]));
  const { name, version } = manifest;
  const lock = { name, version, lockfileVersion: 3, packages: { '': manifest, ...pruned } };
  return { manifest, lock };
}

/**
 * Finds the nearest package of a name, like Node: from the package at `from` upwards.
 *
 * @returns Its path in the lock file.
 * @throws BuildError if there is none.
 */
export function findPackage(
  name: string,
  from: string,
  packages: Readonly<Record<string, object>>,
): string {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    const path = `${folder.replace(/\/$/, '')}/node_modules/${name}`.replace(/^\//, '');
    if (packages[path]) return path;
    if (folder === '') throw new BuildError(`package-lock.json does not name ${name}.`);
  }
}
