import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from '../folders.ts';

export interface CachedFolderOptions {
  /** Beginning of the folder's name. */
  readonly name: string;
  /** Everything that determines the content: if it changes, the folder is built again. */
  readonly inputs: readonly (string | Uint8Array)[];
  /** Fills an empty folder. */
  readonly make: (folder: string) => Promise<void>;
}

/** Returns a folder that is built once and kept for later runs; it appears complete or not at all. */
export async function getCachedFolder(options: CachedFolderOptions): Promise<string> {
  const { name, inputs, make } = options;
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input).update('\0');
  const folder = join(workFolder, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await make(draft);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
