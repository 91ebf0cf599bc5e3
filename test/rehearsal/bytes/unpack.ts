import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { readZipEntries } from './zip-entries.ts';

/** Unpacks a zip file as Lambda does: with its file modes, over existing files. */
export async function unpack(path: string, folder: string): Promise<void> {
  const zip = await readFile(path);
  const files = unzipSync(zip);
  for (const { path: name, mode } of readZipEntries(zip)) {
    if (name.endsWith('/')) continue;
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, files[name] ?? new Uint8Array());
    await chmod(target, mode & 0o777);
  }
}
