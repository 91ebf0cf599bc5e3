import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { root } from '../support/fixtures.ts';
import { type Served, serveGlimpse } from '../support/serve-glimpse.ts';
import { type Block, parseBlocks, parseSessions } from './blocks.ts';
import { isLike, toSkeleton } from './likeness.ts';

/** test/client/typescript/packed.test.ts runs the blocks of client/typescript/README.md. */
const readmes = [
  'README.md',
  'client/cli/README.md',
  'client/page/README.md',
  'functions/README.md',
  'infra/README.md',
  'models/README.md',
  'test/README.md',
];

/** Blocks of these languages either run here or have a comment that says why not. */
const runnable = ['sh', 'console', 'ts'];

interface LocatedBlock extends Block {
  /** File and line. */
  readonly at: string;
  /** The block below it in the same file. */
  readonly next: Block | undefined;
}

const blocks: readonly LocatedBlock[] = readmes.flatMap((file) => {
  const all = parseBlocks(readFileSync(join(root, file), 'utf8'));
  return all.map((block, index) => ({
    ...block,
    at: `${file}:${block.line}`,
    next: all[index + 1],
  }));
});

const run = promisify(execFile);

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

/** Runs a program in a folder below the checkout, where it may write files. */
async function read(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1', GLIMPSE_HOME: emptyHome };
  const { stdout } = await run(program, args, { cwd: scratch, env, maxBuffer: 2 ** 26 });
  return stdout;
}

const shell = (code: string): Promise<string> =>
  read('bash', ['-euo', 'pipefail', '-c', useTestServer(code)]);

/** The server of the READMEs is on port 3000, that of the test on a free port. */
function useTestServer(code: string): string {
  return code.replaceAll(/(?:http:\/\/)?localhost:3000/g, served.url);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findBlocks(language: string): [string, LocatedBlock][] {
  return blocks
    .filter((block) => block.language === language && block.notRun === undefined)
    .map((block) => [block.at, block]);
}

test('the READMEs have blocks of each kind', () => {
  expect(runnable.filter((language) => findBlocks(language).length === 0)).toEqual([]);
});

describe('commands', () => {
  test.each(findBlocks('sh'))(
    '%s runs, and prints what a JSON block below shows',
    async (_, { code, line, next }) => {
      const printed = await shell(code);
      expect(printed).not.toBe('');
      if (next?.language !== 'json' || next.line > line + 8) return;
      // JSON below several commands is the output of the first.
      const [first = ''] = code.split('\n');
      const answer = parseJson(printed) ?? parseJson(await shell(first));
      expect(isLike(JSON.parse(next.code), answer)).toBe(true);
    },
    120_000,
  );
});

describe('sessions', () => {
  const sessions = findBlocks('console').flatMap(([at, block]) =>
    parseSessions(block).map(({ command, output }) => [at, command, output] as const),
  );
  test.each(sessions)('%s: %s prints what is shown', async (_, command, output) => {
    expect(toSkeleton(await shell(command))).toBe(toSkeleton(output));
  });
});

describe('programs', () => {
  const packages = {
    "'glimpse-client'": "'../../client/typescript/src/index.ts'",
    "'glimpse-client/node'": "'../../client/typescript/src/node.ts'",
  };
  test.each(findBlocks('ts'))('%s prints what its comments say', async (at, block) => {
    let code = useTestServer(block.code);
    for (const [name, source] of Object.entries(packages)) code = code.replaceAll(name, source);
    const file = join(scratch, `${at.replaceAll(/\W/g, '-')}.ts`);
    writeFileSync(file, code);
    const lines = [...block.code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(
      ([, text]) => text,
    );
    expect((await read(process.execPath, ['--import', 'tsx', file])).trim()).toBe(lines.join('\n'));
  });
});
