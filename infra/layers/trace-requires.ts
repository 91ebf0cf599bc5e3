import { readdir, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';

/** Where the code is to run: what `process.platform` and `process.arch` say there. */
const platform = 'linux';
const arch = 'arm64';

/** `require` and `require.resolve` of one name that is written out. */
const requires = /\brequire(?:\.resolve)?\(\s*(["'`])([^"'`$]+)\1\s*\)/g;

const script = /\.c?js$/;
const sharedLibrary = /\.so(\.[\d.]+)?$/;

/**
 * Finds every file that Node loads on linux-arm64 when `names` are required from a folder with
 * `node_modules`, and the shared libraries that lie beside the native ones: the dynamic linker finds
 * them there. Names that do not resolve within the folder belong to other platforms.
 *
 * @returns Paths within the folder's `node_modules`, in which no part is a link.
 */
export async function traceRequires(
  folder: string,
  names: readonly string[],
): Promise<Set<string>> {
  const files = new Set<string>();
  const within = join(await realpath(folder), 'node_modules') + sep;
  const waiting = names.flatMap((name) => resolved(name, join(within, 'index.cjs')));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file) || !file.startsWith(within)) continue;
    files.add(file);
    if (file.endsWith('.node')) waiting.push(...(await librariesBeside(file)));
    if (!script.test(file)) continue;
    for (const name of namesIn(await readFile(file, 'utf8'))) waiting.push(...resolved(name, file));
  }
  return new Set([...files].map((file) => file.slice(within.length)));
}

function namesIn(code: string): string[] {
  const settled = code
    .replaceAll(`\${process.platform}`, platform)
    .replaceAll(`\${process.arch}`, arch);
  return [...settled.matchAll(requires)].flatMap(([, , name]) => name ?? []);
}

/** Node's own modules resolve to their names, which lie within no folder. */
function resolved(name: string, from: string): string[] {
  try {
    return [createRequire(from).resolve(name)];
  } catch {
    return [];
  }
}

async function librariesBeside(file: string): Promise<string[]> {
  const folder = dirname(file);
  const names = await readdir(folder);
  return names
    .filter((name) => sharedLibrary.test(name) && name !== basename(file))
    .map((name) => join(folder, name));
}
