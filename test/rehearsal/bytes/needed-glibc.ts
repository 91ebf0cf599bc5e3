import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The newest versions of the C and C++ libraries in Amazon Linux 2023, the base of nodejs24.x:
 * glibc 2.34 and the libstdc++ of GCC 11.
 * https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html
 */
export const amazonLinux = { GLIBC: '2.34', GLIBCXX: '3.4.29', CXXABI: '1.3.13' } as const;

type Library = keyof typeof amazonLinux;

/** Finds the newest version of each library that the shared objects in `folder` require. */
export async function findNeededVersions(folder: string): Promise<Record<Library, string>> {
  const needed = { GLIBC: '0', GLIBCXX: '0', CXXABI: '0' };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(node|so[.\d]*)$/.test(entry.name)) continue;
    const content = await readFile(join(entry.parentPath, entry.name), 'latin1');
    for (const [, name, version] of content.matchAll(/\0(GLIBC|GLIBCXX|CXXABI)_([\d.]+)(?=\0)/g)) {
      const library = name as Library;
      if (isNewer(version!, needed[library])) needed[library] = version!;
    }
  }
  return needed;
}

/** Compares versions number by number. */
export function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) > 0;
}
