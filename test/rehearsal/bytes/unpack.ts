import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { zipEntries } from './zip-entries.ts';

/** Unpacks a zip file as Lambda does: with the modes that it gives, over what is there. */
export async function unpack(path: string, folder: string): Promise<void> {
  const zip = await readFile(path);
  const files = unzipSync(zip);
  for (const { path: name, mode } of zipEntries(zip)) {
    if (name.endsWith('/')) continue;
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, files[name] ?? new Uint8Array());
    await chmod(target, mode & 0o777);
  }
}
