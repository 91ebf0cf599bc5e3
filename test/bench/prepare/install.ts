import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { python, venv } from '../contestants/peers.ts';
import { benchFolder } from '../folders.ts';
import { run } from './run.ts';

/** Installs the peers from npm, and the Node that the function runs on; again after their lock file has changed. */
export async function installPackages(): Promise<void> {
  const lock = await readFile(join(benchFolder, 'package-lock.json'), 'utf8');
  const installed = join(benchFolder, 'node_modules/.bench-lock.json');
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === lock) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('npm is not known: start the bench with "npm run bench"');
  await run(process.execPath, [npm, 'ci'], { cwd: benchFolder });
  await writeFile(installed, lock);
}

/**
 * Installs PyTorch into an environment of its own; again after its requirements have changed.
 *
 * @throws Error if there is no Python, or the packages cannot be installed.
 */
export async function installPytorch(): Promise<void> {
  const requirements = join(benchFolder, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  const installed = join(venv, 'installed.txt');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  await rm(venv, { recursive: true, force: true });
  await mkdir(dirname(venv), { recursive: true });
  await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', venv]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  await writeFile(installed, wanted);
}

/** Returns the path of the Node that Lambda runs, if it has been installed for this machine; else of this one. */
export function findFunctionNode(): string {
  const folder = join(benchFolder, 'node_modules', `node-${process.platform}-${process.arch}`);
  const path = join(folder, 'bin/node');
  return existsSync(path) ? path : process.execPath;
}
