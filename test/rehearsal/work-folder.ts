import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../support/fixtures.ts';

/** Resolves a path in the folder of the rehearsal. */
export function resolveFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Holds everything that the rehearsal writes. You may delete it at any time. */
const workRoot = join(root, '.build', 'rehearsal');

/** Returns a folder for the rehearsal's files, and creates it if it is missing. */
export async function createWorkFolder(...names: readonly string[]): Promise<string> {
  const folder = join(workRoot, ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}
