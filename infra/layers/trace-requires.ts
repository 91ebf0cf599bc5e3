import { readdir, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';

/** `process.platform` and `process.arch` in Lambda. */
const platform = 'linux';
const arch = 'arm64';

/** `require` and `require.resolve` with a literal name. */
const requires = /\brequire(?:\.resolve)?\(\s*(["'`])([^"'`$]+)\1\s*\)/g;

const script = /\.c?js$/;
const sharedLibrary = /\.so(\.[\d.]+)?$/;

/**
 * Finds every file that Node loads on linux-arm64 when `names` are required from a folder with
 * `node_modules`, and the shared libraries next to native files, where the dynamic linker finds them.
 * Names that do not resolve within the folder belong to other platforms and are skipped.
 *
 * @returns Paths within the folder's `node_modules`, with links resolved.
 */
export async function traceRequires(
  folder: string,
  names: readonly string[],
): Promise<Set<string>> {
  const files = new Set<string>();
  const within = join(await realpath(folder), 'node_modules') + sep;
  const queue = names.flatMap((name) => resolveName(name, join(within, 'index.cjs')));
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file) || !file.startsWith(within)) continue;
    files.add(file);
    if (file.endsWith('.node')) queue.push(...(await listLibraries(file)));
    if (!script.test(file)) continue;
    for (const name of findRequires(await readFile(file, 'utf8'))) {
      queue.push(...resolveName(name, file));
    }
  }
  return new Set([...files].map((file) => file.slice(within.length)));
}

function findRequires(code: string): string[] {
  const substituted = code
    .replaceAll(`\${process.platform}`, platform)
    .replaceAll(`\${process.arch}`, arch);
  return [...substituted.matchAll(requires)].flatMap(([, , name]) => name ?? []);
}

/** Resolves a name to a path, if possible. Built-in modules resolve to their names, which are in no folder. */
function resolveName(name: string, from: string): string[] {
  try {
    return [createRequire(from).resolve(name)];
  } catch {
    return [];
  }
}

/** Lists the shared libraries in the folder of a native file. */
async function listLibraries(file: string): Promise<string[]> {
  const folder = dirname(file);
  const names = await readdir(folder);
  return names
    .filter((name) => sharedLibrary.test(name) && name !== basename(file))
    .map((name) => join(folder, name));
}
