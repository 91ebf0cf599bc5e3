import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorkFolder } from './work-folder.ts';

export interface CachedFolderOptions {
  /** Parent folder for folders of this kind. */
  readonly name: string;
  /** Everything that determines the content: if it changes, the folder is built again. */
  readonly inputs: readonly (string | Uint8Array)[];
  readonly make: (folder: string) => Promise<void>;
}

/** Returns a folder that is built once and kept for later rehearsals. */
export async function getCachedFolder({
  name,
  inputs,
  make,
}: CachedFolderOptions): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input).update('\0');
  const parent = await createWorkFolder(name);
  const folder = join(parent, hash.digest('hex').slice(0, 16));
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  for (const old of await readdir(parent)) {
    await rm(join(parent, old), { recursive: true, force: true });
  }
  await mkdir(folder);
  await make(folder);
  await writeFile(complete, '');
  return folder;
}
