import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';
import { ours, python, pytorch, transformers } from './contestants.ts';
import { here, root, work } from './folders.ts';
import { addResnet18 } from './resnet18.ts';
import { run } from './run.ts';
import { writeTransformersModel } from './transformers-model.ts';

/** Who takes part, and who does not and why. */
export interface Field {
  readonly contestants: readonly Contestant[];
  readonly notRun: readonly { readonly name: string; readonly why: string }[];
}

/** Makes and installs what the contestants need; `withPytorch` costs a download of gigabytes. */
export async function prepare(withPytorch: boolean): Promise<Field> {
  await addResnet18();
  await installTransformers();
  await writeTransformersModel();
  const small = [...ours, transformers];
  if (!withPytorch) {
    const why = 'it takes gigabytes: ask for it with --pytorch';
    return { contestants: small, notRun: [{ name: pytorch.name, why }] };
  }
  await installPytorch();
  return { contestants: [...small, pytorch], notRun: [] };
}

async function installTransformers(): Promise<void> {
  if (existsSync(join(here, 'node_modules'))) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('start it with: npm run bench');
  await run(process.execPath, [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
  });
}

async function installPytorch(): Promise<void> {
  if (existsSync(join(work, 'venv/installed'))) return;
  const system = process.platform === 'win32' ? 'python' : 'python3';
  await run(system, ['-m', 'venv', join(work, 'venv')], { cwd: root });
  const requirements = join(here, 'requirements.txt');
  await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  await writeFile(join(work, 'venv/installed'), '');
}
