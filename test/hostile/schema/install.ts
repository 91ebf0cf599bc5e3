import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotRun } from '../../rehearsal/not-run.ts';
import { run } from '../../rehearsal/run.ts';
import { root } from '../../support/fixtures.ts';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const folder = join(root, '.build', 'hostile', 'python');
const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);

/** The program that tests a service by its OpenAPI document. */
export const schemathesis = join(folder, version, 'bin', 'schemathesis');

/**
 * Makes a virtual environment with locked versions, once.
 *
 * @throws NotRun if Python, or a way to its packages, is missing.
 */
export async function install(): Promise<void> {
  if (existsSync(schemathesis)) return;
  rmSync(folder, { recursive: true, force: true });
  const path = join(folder, version);
  try {
    await run(['python3', '-m', 'venv', path]);
    await run([join(path, 'bin', 'pip'), 'install', '--quiet', '-r', requirements]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new NotRun(
      `Python 3 with venv and its package index are needed (${error})`.slice(0, 200),
    );
  }
}
