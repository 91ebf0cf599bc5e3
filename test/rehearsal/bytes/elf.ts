import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const machines: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64' };

/** Reads which processors the ELF files in a folder are built for, by relative path. */
export async function readProcessors(folder: string): Promise<Map<string, string>> {
  const processors = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const head = (await readFile(path)).subarray(0, 20);
    if (head.toString('latin1', 0, 4) !== '\x7fELF') continue;
    const machine = head.readUInt16LE(18);
    processors.set(path.slice(folder.length + 1), machines[machine] ?? `machine ${machine}`);
  }
  return processors;
}
