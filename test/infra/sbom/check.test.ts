import { execFile } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const sources = [
  ...['client', 'functions', 'infra', 'models'],
  ...['esbuild.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

let checkout: string;

beforeAll(async () => {
  checkout = temporaryFolder();
  for (const source of sources) {
    await cp(join(root, source), join(checkout, source), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
});

interface Outcome {
  readonly code: unknown;
  readonly stderr: string;
}

/** Runs the command in the copy of the project. */
function run(command: 'check' | 'write'): Promise<Outcome> {
  const main = join(checkout, 'infra/sbom/main.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', main, command],
      { cwd: checkout },
      (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }),
    );
  });
}

/** Changes a file, runs `action`, and changes it back. */
async function withChange(
  path: string,
  change: (text: string) => string,
  action: () => Promise<void>,
): Promise<void> {
  const file = join(checkout, path);
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  await action().finally(() => writeFile(file, text));
}

const documents = ['infra/sbom/glimpse.cdx.json', 'infra/sbom/licences.md'];

describe('npm run check:sbom', () => {
  test('passes for what is committed', async () => {
    expect(await run('check')).toEqual({ code: 0, stderr: '' });
  });

  test('fails if the function bundles one package more, until npm run sbom', async () => {
    const entry = 'functions/lambda/handler.ts';
    await withChange(
      entry,
      (text) => `import 'commander';\n${text}`,
      async () => {
        expect(await run('check')).toEqual({
          code: 1,
          stderr: `Out of date: ${documents.join(', ')}; run npm run sbom.\n`,
        });
        expect(await run('write')).toEqual({ code: 0, stderr: '' });
        const [bom, list] = await Promise.all(
          documents.map((path) => readFile(join(checkout, path), 'utf8')),
        );
        expect(bom).toContain('"pkg:npm/commander@');
        expect(list).toMatch(/^\| commander \| [\d.]+ \| MIT \| function \|$/m);
        expect(await run('check')).toEqual({ code: 0, stderr: '' });
      },
    );
    expect(await run('write')).toEqual({ code: 0, stderr: '' });
  });

  test('fails for a version that is not the committed one', async () => {
    await withChange('package-lock.json', raiseVersion, async () => {
      expect((await run('check')).stderr).toMatch(/^Out of date: /);
    });
  });

  test('fails for a licence that is not allowed, and does not write it', async () => {
    await withChange('package-lock.json', changeLicence, async () => {
      for (const command of ['check', 'write'] as const) {
        const { code, stderr } = await run(command);
        expect(code).toBe(1);
        expect(stderr).toMatch(/^The licence of zod \(SSPL-1\.0\) is not on the list in [^\n]+\n$/);
      }
    });
  });
});

function raiseVersion(lockFile: string): string {
  return changeZod(lockFile, (zod) => ({ ...zod, version: '99.0.0' }));
}

function changeLicence(lockFile: string): string {
  return changeZod(lockFile, (zod) => ({ ...zod, license: 'SSPL-1.0' }));
}

function changeZod(lockFile: string, change: (zod: object) => object): string {
  const lock = JSON.parse(lockFile);
  lock.packages['node_modules/zod'] = change(lock.packages['node_modules/zod']);
  return JSON.stringify(lock);
}
