import * as z from 'zod';
import { BuildError } from '../errors.ts';
import { findPackage } from '../layers/prune-lock-file.ts';
import { getPurl, type Place, type Shipped } from './shipped.ts';

const names = z.record(z.string(), z.string()).default({});

const packageSchema = z.object({
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
  dependencies: names,
  optionalDependencies: names,
});

export type LockedPackage = z.infer<typeof packageSchema>;

/** The packages of a lock file by path, such as `node_modules/zod`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** @param lock A lock file of npm 7 or newer, parsed. */
export function readLockedPackages(lock: unknown): LockedPackages {
  const { packages } = lockSchema.parse(lock);
  const rows = Object.entries(packages).filter(([path]) => path.includes('node_modules/'));
  return Object.fromEntries(rows.map(([path, row]) => [path, packageSchema.parse(row)]));
}

/**
 * Describes packages of the lock file that ship.
 *
 * @param places Where each package ships, by its path in the lock file.
 * @throws BuildError if a package is not locked, or is locked without a hash or a licence.
 */
export function describePackages(
  packages: LockedPackages,
  places: ReadonlyMap<string, readonly Place[]>,
): Shipped[] {
  const find = (path: string): LockedPackage => {
    const found = packages[path];
    if (!found) throw new BuildError(`package-lock.json does not name ${path}: run npm ci.`);
    return found;
  };
  const purlOf = (path: string): string => getPurl(nameAndVersion(path, find(path)));
  return [...places].map(([path, where]) => {
    const locked = find(path);
    const { license, integrity, dependencies, optionalDependencies } = locked;
    if (!integrity) throw new BuildError(`package-lock.json has no integrity hash for ${path}.`);
    if (!license) throw new BuildError(`package-lock.json has no licence for ${path}.`);
    const required = Object.keys({ ...dependencies, ...optionalDependencies })
      .map((name) => findPackage(name, path, packages))
      .filter((found) => places.has(found));
    return {
      kind: 'library' as const,
      ...nameAndVersion(path, locked),
      licence: license,
      places: where,
      integrity,
      requires: required.map(purlOf),
    };
  });
}

/** https://github.com/package-url/purl-spec: the scope of an npm package is encoded, its name needs no encoding. */
function nameAndVersion(
  path: string,
  { version }: LockedPackage,
): Pick<Shipped, 'name' | 'version' | 'purl'> {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return { name, version, purl: `pkg:npm/${name.replace('@', '%40')}` };
}
