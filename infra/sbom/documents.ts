import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from './generate.ts';

/** @throws BuildError as `generate`. */
export async function write(root: string): Promise<void> {
  for (const [path, text] of Object.entries(await generate(root))) {
    await writeFile(join(root, path), text);
  }
}

/**
 * Lists the committed documents that are not what is generated now.
 *
 * @throws BuildError as `generate`.
 */
export async function findStale(root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of Object.entries(await generate(root))) {
    const committed = await readFile(join(root, path), 'utf8').catch(() => '');
    if (committed !== text) stale.push(path);
  }
  return stale;
}
