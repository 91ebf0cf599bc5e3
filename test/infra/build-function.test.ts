import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFunction } from '../../infra/build-function.ts';
import { root } from '../support/fixtures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readZip } from '../support/zip.ts';

const sources = ['client', 'functions', 'models', 'package.json'];

/** Copies the sources of the function to a checkout in another folder. */
async function copyCheckout(): Promise<string> {
  const folder = temporaryFolder();
  for (const source of [...sources, 'tsconfig.json']) {
    await cp(join(root, source), join(folder, source), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Builds the function. Returns files by path, as text: comparing buffers of this size deeply takes 30 s. */
async function build(checkout: string): Promise<Map<string, string>> {
  const { path } = await buildFunction({
    root: checkout,
    to: join(temporaryFolder(), 'function.zip'),
  });
  return new Map(readZip(await readFile(path)).map(({ path: name, bytes }) => [name, `${bytes}`]));
}

test('gives the same bytes in every checkout, and contains no local path', async () => {
  const here = await build(root);
  const checkout = await copyCheckout();
  const there = await build(checkout);
  expect([...there.keys()]).toEqual([...here.keys()]);
  for (const [name, text] of here) expect(there.get(name) === text).toBe(true);
  expect([...here.keys()]).toEqual(
    expect.arrayContaining([
      'heic-thread.mjs',
      'index.mjs',
      'index.mjs.map',
      'licences.txt',
      'page/index.html',
      'picture-worker.mjs',
    ]),
  );
  for (const text of here.values()) {
    for (const path of [root, tmpdir(), homedir()]) expect(text.includes(path)).toBe(false);
  }

  // A changed comment does not change the code that runs.
  const entry = join(checkout, 'functions/lambda/handler.ts');
  await writeFile(entry, `${await readFile(entry, 'utf8')}// A comment.\n`);
  const commented = await build(checkout);
  expect(commented.get('index.mjs') === here.get('index.mjs')).toBe(true);
});

test('requires native libraries, and bundles the rest with their licences', async () => {
  const files = await build(root);
  const code = files.get('index.mjs') ?? '';
  const imported = [...code.matchAll(/\bimport[^;"']*\bfrom ?["']([\w@:/.-]+)["']/g)].map(
    ([, name]) => name,
  );
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
  expect(code).toContain('`onnxruntime-node/bin/napi-v6/');
  expect(code).toContain('"@img/sharp-linux-arm64/sharp.node"');

  const map = JSON.parse(files.get('index.mjs.map') ?? '');
  expect(map.sources).toContain('functions/lambda/handler.ts');
  expect(map).not.toHaveProperty('sourcesContent');

  const licences = files.get('licences.txt') ?? '';
  for (const name of ['hono', 'zod', 'pino', 'undici', '@trpc/server', 'onnxruntime-node']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
  }
});
