import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Name of the file in a model's folder that lists its JSON files, as they were when they were validated. */
export const validatedFile = 'validated.json';

/** The sha256 of files by their names, in lower-case hexadecimal digits. */
type Hashes = Readonly<Record<string, string>>;

/** Creates the list of JSON files that are valid. */
export function formatValidated(files: Readonly<Record<string, Uint8Array | string>>): string {
  const hashes = Object.entries(files)
    .filter(([name]) => name.endsWith('.json'))
    .map(([name, content]) => [name, hash('sha256', content)]);
  return `${JSON.stringify(Object.fromEntries(hashes.sort()), null, 2)}\n`;
}

/**
 * Whether a file is one that was validated when the model was made. Validating labels and manifest again
 * would take a tenth of a start. Files that have changed, or are not listed, are validated.
 */
export async function isValidated(folder: string, name: string, bytes: Buffer): Promise<boolean> {
  const listed = (await readHashes(folder))[name];
  return listed !== undefined && listed === hash('sha256', bytes);
}

async function readHashes(folder: string): Promise<Hashes> {
  try {
    return JSON.parse(await readFile(join(folder, validatedFile), 'utf8')) ?? {};
  } catch {
    return {};
  }
}
