import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** File contents by path. */
export type Tree = Readonly<Record<string, string>>;

/** Writes files into a folder. */
export async function writeTree(folder: string, tree: Tree): Promise<void> {
  for (const [path, content] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

export interface FakeNpm {
  /** Returns the arguments of each call, oldest first. */
  calls(): Promise<string[][]>;
}

const script = `
const { appendFileSync, cpSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const here = __dirname;
appendFileSync(join(here, 'calls'), JSON.stringify(process.argv.slice(2)) + '\\n');
const { failure } = JSON.parse(readFileSync(join(here, 'plan.json')));
if (failure) { process.stderr.write(failure); process.exit(1); }
cpSync(join(here, 'tree'), process.cwd(), { recursive: true });
`;

/** Replaces npm, until the test ends, by one that installs `tree` or fails with `failure` on stderr. */
export async function fakeNpm(plan: { tree?: Tree; failure?: string }): Promise<FakeNpm> {
  const folder = temporaryFolder();
  await writeTree(folder, {
    'npm-cli.js': script,
    'package.json': '{"type":"commonjs"}',
    'plan.json': JSON.stringify({ failure: plan.failure }),
    calls: '',
  });
  await writeTree(join(folder, 'tree'), plan.tree ?? {});
  vi.stubEnv('npm_execpath', join(folder, 'npm-cli.js'));
  return {
    calls: async () => {
      const lines = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
    },
  };
}
