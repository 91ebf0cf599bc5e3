import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const folder = fileURLToPath(new URL('../../fixtures/checkpoints/', import.meta.url));

export interface ExpectedTensor {
  dtype: string;
  shape: number[];
  data: (number | string)[];
  sha256: string;
}

/** What PyTorch reads from the fixtures, by file and name. */
export const expected: Record<string, Record<string, ExpectedTensor>> = JSON.parse(
  readFileSync(join(folder, 'expected.json'), 'utf8'),
);

export function fixture(name: string): string {
  return join(folder, name);
}

/** Writes bytes to a file that lasts as long as the test. */
export function temporary(bytes: Uint8Array): string {
  const home = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const path = join(home, 'file.pth');
  writeFileSync(path, bytes);
  return path;
}
