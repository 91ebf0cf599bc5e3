import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { root } from '../support/fixtures.ts';
import { type Served, serveGlimpse } from '../support/serve-glimpse.ts';
import { type Block, blocksOf, sessionsOf } from './blocks.ts';
import { isLike, skeletonOf } from './likeness.ts';

const run = promisify(execFile);
const blocks = blocksOf(readFileSync(join(root, 'README.md'), 'utf8'));

/** Blocks of these languages are either run here or say above them why not. */
const runnable = ['sh', 'console', 'ts'];

let served: Served;
let scratch: string;

beforeAll(async () => {
  served = await serveGlimpse();
  mkdirSync(join(root, '.build'), { recursive: true });
  scratch = mkdtempSync(join(root, '.build', 'readme-'));
  symlinkSync(join(root, 'models'), join(scratch, 'models'), 'junction');
});

afterAll(async () => {
  await served?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs a program below the checkout, where what it writes is nobody's loss. */
async function read(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', GLIMPSE_HOME: emptyHome };
  const { stdout } = await run(program, args, { cwd: scratch, env, maxBuffer: 2 ** 26 });
  return stdout;
}

const shell = (code: string): Promise<string> =>
  read('bash', ['-euo', 'pipefail', '-c', here(code)]);

/** The README's server is on port 3000, the test's anywhere. */
function here(code: string): string {
  return code.replaceAll(/(?:http:\/\/)?localhost:3000/g, served.url);
}

function chosen(language: string): [number, Block][] {
  return blocks
    .filter((block) => block.language === language && block.notRun === undefined)
    .map((block) => [block.line, block]);
}

test('the README has blocks of every kind that is run', () => {
  expect(runnable.filter((language) => chosen(language).length === 0)).toEqual([]);
});

describe('commands', () => {
  test.each(chosen('sh'))(
    'of the README, line %i, work',
    async (_, block) => {
      const printed = await shell(block.code);
      const shown = blocks[blocks.indexOf(block) + 1];
      expect(printed).not.toBe('');
      if (shown?.language !== 'json' || shown.line > block.line + 8) return;
      expect(isLike(JSON.parse(shown.code), JSON.parse(printed))).toBe(true);
    },
    120_000,
  );
});

describe('what commands print', () => {
  const shown = chosen('console').flatMap(([line, block]) =>
    sessionsOf(block).map(({ command, output }) => [line, command, output] as const),
  );
  test.each(shown)('is what the README shows, line %i: %s', async (_, command, output) => {
    expect(skeletonOf(await shell(command))).toBe(skeletonOf(output));
  });
});

describe('programs', () => {
  const packages = {
    "'glimpse-client'": "'../../client/typescript/src/index.ts'",
    "'glimpse-client/node'": "'../../client/typescript/src/node.ts'",
  };
  test.each(chosen('ts'))('of the README, line %i, print what they say', async (line, block) => {
    let code = here(block.code);
    for (const [name, source] of Object.entries(packages)) code = code.replaceAll(name, source);
    const file = join(scratch, `line-${line}.ts`);
    writeFileSync(file, code);
    const said = [...block.code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(
      ([, text]) => text,
    );
    expect((await read(process.execPath, ['--import', 'tsx', file])).trim()).toBe(said.join('\n'));
  });
});
