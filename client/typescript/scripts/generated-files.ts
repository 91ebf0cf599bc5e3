import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declareContract } from './declare-contract.ts';
import { root } from './root.ts';

const folder = 'client/typescript';

/** Files of the package that follow from others, and what they hold now. */
async function currentFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [`${folder}/src/contract.ts`, await contract()],
    [`${folder}/package.json`, await manifest()],
    [`${folder}/LICENSE`, await read('LICENSE')],
  ]);
}

export async function generate(): Promise<void> {
  for (const [name, text] of await currentFiles()) await writeFile(join(root, name), text);
}

/** The names of those that are not what they would be now. */
export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, text] of await currentFiles()) {
    if ((await read(name).catch(() => undefined)) !== text) stale.push(name);
  }
  return stale;
}

/** As the project's formatter has it: the file is checked like any other. */
async function contract(): Promise<string> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['format', `--stdin-file-path=${folder}/src/contract.ts`];
  return execFileSync(process.execPath, [biome, ...options], {
    input: declareContract(),
    cwd: root,
    encoding: 'utf8',
  });
}

/** The package has the version and the engines of the project. */
async function manifest(): Promise<string> {
  const { version, engines } = JSON.parse(await read('package.json'));
  const own = JSON.parse(await read(`${folder}/package.json`));
  return `${JSON.stringify({ ...own, version, engines }, null, 2)}\n`;
}

function read(name: string): Promise<string> {
  return readFile(join(root, name), 'utf8');
}
