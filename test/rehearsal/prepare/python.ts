import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptFolder } from '../kept-folder.ts';
import { NotRun } from '../not-run.ts';
import { run } from '../run.ts';
import { say } from '../say.ts';
import { ownFile } from '../workplace.ts';

/** Programs of a virtual environment. */
export interface Python {
  readonly cfnLint: string;
  /** The interpreter, which has moto. */
  readonly python: string;
}

const requirements = ownFile('requirements.txt');

/** Makes the virtual environment. @throws NotRun where there is no Python. */
export async function preparePython(): Promise<Python> {
  const python = await findPython();
  const inputs = [await readFile(requirements), python];
  const folder = await keptFolder({
    name: 'python',
    inputs,
    make: async (at) => {
      say('Making a virtual environment for the emulator of AWS and cfn-lint: a minute');
      await run(['python3', '-m', 'venv', at]);
      await run([program(at, 'pip'), 'install', '--quiet', '-r', requirements]);
    },
  });
  return { cfnLint: program(folder, 'cfn-lint'), python: program(folder, 'python') };
}

function program(folder: string, name: string): string {
  return join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', name);
}

/** Its version. */
async function findPython(): Promise<string> {
  const ask = ['python3', '-c', 'import sys, venv, ensurepip; print(sys.version)'];
  const ran = await run(ask, { mayFail: true }).catch(() => undefined);
  if (ran?.code !== 0) {
    throw new NotRun('there is no Python 3 with venv (Debian: python3 python3-venv)');
  }
  return ran.stdout;
}
