import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One hour: no running process has a draft this old. */
const staleMs = 60 * 60 * 1000;

/**
 * Deletes the files and folders in `folder` that are older than an hour and whose name matches
 * `pattern`: killed processes left them unfinished.
 */
export async function removeStale(folder: string, pattern: RegExp): Promise<void> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name));
  for (const path of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > staleMs) await rm(path, { recursive: true, force: true });
  }
}
