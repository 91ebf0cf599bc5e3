import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where a file of the rehearsal is. */
export function ownFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Everything that the rehearsal makes; it may be removed at any time. */
const workplace = join(root, '.build', 'rehearsal');

/** A folder in the workplace, made where it is missing. */
export async function workFolder(...names: readonly string[]): Promise<string> {
  const folder = join(workplace, ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}
