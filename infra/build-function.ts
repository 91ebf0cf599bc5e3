import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { buildFunction as bundle } from '../esbuild.config.mjs';
import { writeZipFile, type ZipFile } from './layers/zip-file.ts';

export interface BuildFunctionOptions {
  /** Folder of the project. */
  readonly root: string;
  /** The zip to write. */
  readonly to: string;
}

/** Bundles the function and its page into the zip that Lambda unpacks to `/var/task`. */
export async function buildFunction({ root, to }: BuildFunctionOptions): Promise<ZipFile> {
  const folder = `${to}.${process.pid}.files`;
  await mkdir(folder, { recursive: true });
  try {
    await bundle(root, folder);
    const paths = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = paths
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const entries = files.map(async (file) => ({
      path: file
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      bytes: await readFile(file),
    }));
    return await writeZipFile(await Promise.all(entries), to);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
