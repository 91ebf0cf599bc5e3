import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = fileURLToPath(new URL('../../fixtures/checkpoints/', import.meta.url));

export interface ExpectedTensor {
  dtype: string;
  shape: number[];
  data: (number | string)[];
  sha256: string;
}

/** Tensors that PyTorch reads from the fixtures, by file and name. */
export const expected: Record<string, Record<string, ExpectedTensor>> = JSON.parse(
  readFileSync(join(folder, 'expected.json'), 'utf8'),
);

/** Returns the path of a fixture. */
export function fixture(name: string): string {
  return join(folder, name);
}

/** Writes bytes to a file that is deleted when the test ends. */
export function writeTemporary(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'file.pth');
  writeFileSync(path, bytes);
  return path;
}
