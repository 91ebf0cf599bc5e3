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

const path = join(folder, version);
const python = join(path, 'bin', 'python');

/**
 * The command that tests a service by its OpenAPI document. Not the program in the environment, which stops
 * working when the checkout is moved.
 */
export const schemathesis = [python, '-m', 'schemathesis.cli'] as const;

/**
 * Makes a virtual environment with locked versions, once.
 *
 * @throws NotRun if Python, or a way to its packages, is missing.
 */
export async function install(): Promise<void> {
  if (existsSync(python)) {
    const { code } = await run([...schemathesis, '--version'], { mayFail: true });
    if (code === 0) return;
  }
  rmSync(folder, { recursive: true, force: true });
  try {
    await run(['python3', '-m', 'venv', path]);
    await run([python, '-m', 'pip', 'install', '--quiet', '-r', requirements]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new NotRun(
      `Python 3 with venv and its package index are needed (${error})`.slice(0, 200),
    );
  }
}
