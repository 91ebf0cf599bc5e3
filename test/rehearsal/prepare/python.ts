import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCachedFolder } from '../cached-folder.ts';
import { NotRun } from '../not-run.ts';
import { print } from '../print.ts';
import { run } from '../run.ts';
import { resolveFile } from '../work-folder.ts';

/** Programs of the virtual environment. */
export interface Python {
  readonly cfnLint: string;
  /** Path of the interpreter, which has moto. */
  readonly python: string;
}

const requirements = resolveFile('requirements.txt');

/** Creates the virtual environment. @throws NotRun if Python is missing. */
export async function preparePython(): Promise<Python> {
  const python = await readPythonVersion();
  const inputs = [await readFile(requirements), python];
  const folder = await getCachedFolder({
    name: 'python',
    inputs,
    make: async (path) => {
      print('Creating a virtual environment for the AWS emulator and cfn-lint (1 minute)');
      await run(['python3', '-m', 'venv', path]);
      await run([getProgram(path, 'pip'), 'install', '--quiet', '-r', requirements]);
    },
  });
  return { cfnLint: getProgram(folder, 'cfn-lint'), python: getProgram(folder, 'python') };
}

function getProgram(folder: string, name: string): string {
  return join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', name);
}

/** Returns the version of Python. */
async function readPythonVersion(): Promise<string> {
  const command = ['python3', '-c', 'import sys, venv, ensurepip; print(sys.version)'];
  const result = await run(command, { mayFail: true }).catch(() => undefined);
  if (result?.code !== 0) {
    throw new NotRun(
      'Python 3 with venv is missing (Debian: apt-get install python3 python3-venv)',
    );
  }
  return result.stdout;
}
