import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/fixtures.ts';
import type { Contestant } from './contestant.ts';
import { ours, python, pytorch, transformers } from './contestants.ts';
import { benchFolder, workFolder } from './folders.ts';
import { addResnet18 } from './resnet18.ts';
import { run } from './run.ts';
import { writeTransformersModel } from './transformers-model.ts';

/** The contestants, and those that are left out, with the reason. */
export interface Contestants {
  readonly contestants: readonly Contestant[];
  readonly notRun: readonly { readonly name: string; readonly why: string }[];
}

/** Builds and installs what the contestants need; `withPytorch` downloads gigabytes. */
export async function prepare(withPytorch: boolean): Promise<Contestants> {
  await addResnet18();
  await installTransformers();
  await writeTransformersModel();
  const small = [...ours, transformers];
  if (!withPytorch) {
    const why = 'downloads gigabytes; to include it, pass --pytorch';
    return { contestants: small, notRun: [{ name: pytorch.name, why }] };
  }
  await installPytorch();
  return { contestants: [...small, pytorch], notRun: [] };
}

async function installTransformers(): Promise<void> {
  if (existsSync(join(benchFolder, 'node_modules'))) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('npm is not known: start the bench with "npm run bench"');
  await run(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: benchFolder,
  });
}

async function installPytorch(): Promise<void> {
  if (existsSync(join(workFolder, 'venv/installed'))) return;
  const system = process.platform === 'win32' ? 'python' : 'python3';
  await run(system, ['-m', 'venv', join(workFolder, 'venv')], { cwd: root });
  const requirements = join(benchFolder, 'requirements.txt');
  await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  await writeFile(join(workFolder, 'venv/installed'), '');
}
