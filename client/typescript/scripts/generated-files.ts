import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declareContract } from './declare-contract.ts';
import { root } from './root.ts';

const folder = 'client/typescript';

/** Generates the package's derived files; returns their contents by name. */
async function generateFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [`${folder}/src/contract.ts`, await generateContract()],
    [`${folder}/package.json`, await generateManifest()],
    [`${folder}/LICENSE`, await read('LICENSE')],
  ]);
}

/** Writes the derived files. */
export async function generate(): Promise<void> {
  for (const [name, text] of await generateFiles()) await writeFile(join(root, name), text);
}

/** Returns the names of the derived files that are out of date. */
export async function findStaleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, text] of await generateFiles()) {
    if ((await read(name).catch(() => undefined)) !== text) stale.push(name);
  }
  return stale;
}

/** Uses the project's formatter, because the file is checked like any other. */
async function generateContract(): Promise<string> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['format', `--stdin-file-path=${folder}/src/contract.ts`];
  return execFileSync(process.execPath, [biome, ...options], {
    input: declareContract(),
    cwd: root,
    encoding: 'utf8',
  });
}

/** Takes version and engines from the project. */
async function generateManifest(): Promise<string> {
  const { version, engines } = JSON.parse(await read('package.json'));
  const own = JSON.parse(await read(`${folder}/package.json`));
  return `${JSON.stringify({ ...own, version, engines }, null, 2)}\n`;
}

function read(name: string): Promise<string> {
  return readFile(join(root, name), 'utf8');
}
