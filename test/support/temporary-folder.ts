import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished, TestRunner } from 'vitest';

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Folders that a file's tests share. */
const shared: string[] = [];
afterAll(() => shared.forEach(remove));

/**
 * Makes an empty folder. If a test or its `beforeEach` makes it, it is removed when that test ends;
 * if not, when all tests of the file have ended.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'glimpse-test-'));
  if (TestRunner.getCurrentTest()) onTestFinished(() => remove(folder));
  else shared.push(folder);
  return folder;
}
