import { execFile } from 'node:child_process';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picturePath, root } from '../../support/fixtures.ts';
import { startTestServer, type TestServer } from '../../support/glimpse.ts';
import { installClient, type PackedClient, packClient } from '../../support/packed-client.ts';

const run = promisify(execFile);
// Checking all declarations of a platform is slow on a busy machine.
const slow = { timeout: 120_000 };
let packed: PackedClient;
let project: string;
let server: TestServer;

beforeAll(async () => {
  packed = await packClient();
  project = await installClient(packed);
  server = await startTestServer();
}, 120_000);

afterAll(() => server.close());

const read = (name: string): Promise<string> =>
  readFile(join(project, 'node_modules/glimpse-client', name), 'utf8');

/** The code, file by file. */
async function codeFiles(): Promise<Map<string, string>> {
  const names = await readdir(join(project, 'node_modules/glimpse-client/dist'));
  const code = names.filter((name) => name.endsWith('.js')).sort();
  return new Map(
    await Promise.all(code.map(async (name) => [name, await read(`dist/${name}`)] as const)),
  );
}

test('the package is complete and needs no other package', async () => {
  const folder = join(project, 'node_modules/glimpse-client');
  expect((await readdir(folder)).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const code = [...(await codeFiles()).keys()];
  expect(code).toEqual(expect.arrayContaining(['index.js', 'node.js']));
  expect((await readdir(join(folder, 'dist'))).sort()).toEqual(
    ['NOTICE.txt', 'index.d.ts', 'node.d.ts', ...code, ...code.map((name) => `${name}.map`)].sort(),
  );
  expect(await readdir(join(project, 'node_modules'))).toEqual([
    '.package-lock.json',
    'glimpse-client',
  ]);
});

test('the code imports only its own chunks; node.js also imports Node', async () => {
  for (const [name, text] of await codeFiles()) {
    const imported = [...text.matchAll(/\bfrom "([^"]+)"|\bimport\("?([^")]+)/g)];
    const others = imported
      .map(([, from, dynamic]) => from ?? dynamic ?? '')
      .filter((path) => !path.startsWith('./'));
    expect(others.sort()).toEqual(name === 'node.js' ? ['node:fs', 'node:fs/promises'] : []);
  }
});

test('the declarations are self-contained: no server, decoder, runtime, validator or Node', async () => {
  const declarations = await read('dist/index.d.ts');
  expect(declarations).not.toMatch(/^import\b|\bimport\(|\bfrom ['"]|<reference/m);
  expect(declarations).not.toMatch(/sharp|onnx|zod|hono|NodeJS|\bBuffer\b/);
  expect(await read('dist/node.d.ts')).not.toMatch(/^import\b|<reference|NodeJS/m);
});

test('bundled packages are listed with their licences', async () => {
  const notice = await read('dist/NOTICE.txt');
  for (const name of ['@trpc/client', '@trpc/server', 'aws4fetch']) {
    expect(notice).toContain(`${name} `);
  }
  expect(notice.match(/Permission is hereby granted/g)).toHaveLength(3);
});

test('it is at most 25 kB gzipped, without minifying', async () => {
  const sizes = [...(await codeFiles()).values()].map((text) => gzipSync(text).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(25_000);
});

test('a bundler drops unused code', async () => {
  const entry = join(project, 'src/shake.js');
  await writeFile(entry, "export { shrinkPicture } from 'glimpse-client';");
  const options = { bundle: true, minify: true, format: 'esm', write: false } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  const [file] = outputFiles;
  expect(file?.text).toContain('createImageBitmap');
  expect(file?.contents.length).toBeLessThan(4_000);
});

test('publint and are-the-types-wrong find nothing', slow, async () => {
  const { messages } = await publint({ pkgDir: packed.folder, strict: true });
  expect(messages).toEqual([]);
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const { stdout } = await run(process.execPath, [
    attw,
    ...['--profile', 'esm-only', '--format', 'json', packed.tarball],
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ problems: {} });
});

const consumer = `
import { createGlimpse, GlimpseError, type Answer, type AppRouter, type Glimpse } from 'glimpse-client';
import { pictureFromFile } from 'glimpse-client/node';

const glimpse: Glimpse = createGlimpse({ url: new URL('http://localhost:3000'), fetch: globalThis.fetch });
export async function ask(signal: AbortSignal): Promise<Answer | number> {
  try {
    const many = await glimpse.classifyMany([new Uint8Array(1), new Blob([]), { s3: { bucket: 'b', key: 'k' } }], {
      parallel: 2,
      onResult: (result, index) => (result.ok ? result.coldStart : result.error.code.length + index),
    });
    const [first] = many;
    if (first?.ok) return first;
    const { limits } = await glimpse.model({ signal });
    const [label] = await glimpse.labels({ lang: 'zh', timeoutMs: limits.urlTotalMs });
    const { predictions } = await glimpse.trpc.classify.mutate({ image: { base64: label?.label ?? '' } }, { signal });
    const synset: string | null | undefined = predictions[0]?.synset;
    return await glimpse.classify(await pictureFromFile(synset ?? ''), { topK: 1, explain: true, signal });
  } catch (error) {
    if (error instanceof GlimpseError && error.code === 'BUSY') return error.details.retryAfterMs;
    if (error instanceof GlimpseError && error.code === 'TIMEOUT') return error.details.limitMs;
    throw error;
  }
}
export type Procedures = keyof AppRouter['_def']['record'];
export const procedure: Procedures = 'classifyBatch';
// @ts-expect-error: a path is not a picture
void glimpse.classify('photo.jpg');
// @ts-expect-error: there is no such option
void glimpse.classify(new Blob([]), { topk: 3 });
// @ts-expect-error: there is no such code
export const isOdd = (error: GlimpseError): boolean => error.code === 'ODD';
// @ts-expect-error: an answer has no such field
export const nothing = (answer: Answer) => answer.nothing;
`;

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2022',
};
const nodeTypes = { typeRoots: [join(root, 'node_modules/@types')], types: ['node'] };
const modules = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

async function compile(options: object, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files))
    await writeFile(join(project, 'src', name), text);
  const config = join(project, 'tsconfig.json');
  const include = Object.keys(files).map((name) => `src/${name}`);
  await writeFile(config, JSON.stringify({ compilerOptions: options, include }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-p', config]).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
}

test.each([
  ['nodenext', 'the types of Node', { lib: ['es2022'], ...nodeTypes }],
  ['bundler', 'the types of a browser', { lib: ['es2022', 'dom'], types: [] }],
] as const)('it compiles strictly under %s with %s', slow, async (module, _name, libraries) => {
  const options = { ...strict, ...modules[module], ...libraries };
  expect(await compile(options, { 'consumer.ts': consumer })).toBe('');
});

/** The code blocks of the README. */
async function blocks(): Promise<string[]> {
  return [...(await read('README.md')).matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => text,
  );
}

test('the examples of the README compile', slow, async () => {
  const sdk = 'node_modules/@aws-sdk';
  await symlink(join(root, sdk), join(project, sdk));
  const files = (await blocks()).map((text, index) => [`readme-${index}.ts`, text] as const);
  expect(files.length).toBeGreaterThan(4);
  const libraries = { lib: ['es2022', 'dom', 'dom.iterable'], ...nodeTypes };
  const options = { ...strict, ...modules.nodenext, ...libraries, skipLibCheck: true };
  expect(await compile(options, Object.fromEntries(files))).toBe('');
});

test('the first example of the README runs', async () => {
  const [first = ''] = await blocks();
  const script = join(project, 'src/first.mjs');
  const here = first
    .replace('http://localhost:3000', server.url)
    .replace("'photo.jpg'", JSON.stringify(picturePath('coffee')));
  await writeFile(script, here);
  const { stdout, stderr } = await run(process.execPath, [script]);
  expect(stdout).toMatch(/^espresso 0\.9\d+\n/);
  expect(stderr).toBe('');
});

test('require works too, with one error class for both entries', async () => {
  const script = join(project, 'src/required.cjs');
  await writeFile(
    script,
    `const { createGlimpse, GlimpseError } = require('glimpse-client');
     const { pictureFromFile } = require('glimpse-client/node');
     pictureFromFile('nowhere.jpg').catch(async (error) => {
       const { id } = await createGlimpse({ url: '${server.url}' }).model();
       console.log(error instanceof GlimpseError, error.code, id);
     });`,
  );
  const { stdout } = await run(process.execPath, [script]);
  expect(stdout).toBe('true INVALID_REQUEST efficientnet-lite0\n');
});
