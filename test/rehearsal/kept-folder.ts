import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from './workplace.ts';

export interface Keeping {
  /** What folders of this kind are called. */
  readonly name: string;
  /** What the content follows from: where it changes, the folder is made anew. */
  readonly inputs: readonly (string | Uint8Array)[];
  readonly make: (folder: string) => Promise<void>;
}

/** A folder that is made once and kept from one rehearsal to the next. */
export async function keptFolder({ name, inputs, make }: Keeping): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input).update('\0');
  const shelf = await workFolder(name);
  const folder = join(shelf, hash.digest('hex').slice(0, 16));
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return folder;
  for (const old of await readdir(shelf)) {
    await rm(join(shelf, old), { recursive: true, force: true });
  }
  await mkdir(folder);
  await make(folder);
  await writeFile(complete, '');
  return folder;
}
