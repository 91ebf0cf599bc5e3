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

/** As npm 7 and newer write it: packages by their paths, the project's own under the empty one. */
const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.looseObject({})),
});

/** A manifest and a lock file for `npm ci` that agree with one another. */
export interface PrunedLockFile {
  readonly manifest: object;
  readonly lock: object;
}

/**
 * Cuts some packages and all that they depend on out of a lock file, with the hashes that npm then
 * insists on. Packages for other platforms stay: `npm ci` asks that they be named, and leaves them out.
 *
 * @throws BuildError where a package is not locked, or locked without a hash.
 */
export function pruneLockFile(text: string, roots: readonly string[]): PrunedLockFile {
  const { packages } = lockSchema.parse(JSON.parse(text));
  const taken = new Map<string, Package>();
  const take = (name: string, from: string): void => {
    const path = placeOf(name, from, packages);
    if (taken.has(path)) return;
    const found = packageSchema.parse(packages[path]);
    if (!found.integrity && !found.inBundle) {
      throw new BuildError(`package-lock.json has no integrity hash for ${path}.`);
    }
    taken.set(path, found);
    const wanted = { ...found.dependencies, ...found.optionalDependencies };
    for (const dependency of Object.keys(wanted)) take(dependency, path);
  };
  for (const root of roots) take(root, '');
  const versions = roots.map((name) => [name, taken.get(`node_modules/${name}`)?.version]);
  const manifest = {
    name: 'glimpse-runtime',
    version: '0.0.0',
    private: true,
    dependencies: Object.fromEntries(versions),
  };
  const cut = Object.fromEntries([...taken.keys()].sort().map((path) => [path, packages[path]]));
  const { name, version } = manifest;
  const lock = { name, version, lockfileVersion: 3, packages: { '': manifest, ...cut } };
  return { manifest, lock };
}

/** The nearest package of that name, as Node looks for it from the package at `from` upwards. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, object>>): string {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    const path = `${folder.replace(/\/$/, '')}/node_modules/${name}`.replace(/^\//, '');
    if (packages[path]) return path;
    if (folder === '') throw new BuildError(`package-lock.json does not name ${name}.`);
  }
}
