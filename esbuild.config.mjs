import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Native code stays where npm put it: it cannot be bundled. */
const native = ['onnxruntime-node', 'sharp'];

/** Bundled CommonJS packages ask for Node's own modules with `require`. Its other name is in no package. */
const requireForEsm =
  "import { createRequire as makeRequireHere } from 'node:module'; const require = makeRequireHere(import.meta.url);";

/** The command line, the local server in it. */
const command = (root, folder) => ({
  absWorkingDir: root,
  entryPoints: { main: 'client/cli/main.ts' },
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunk-[hash]',
  banner: { js: requireForEsm },
  external: native,
  sourcemap: true,
  logLevel: 'error',
});

/**
 * Takes native packages with `require`: unlike `import` it also looks where `NODE_PATH` says, which in
 * Lambda are the layers. https://nodejs.org/api/esm.html#no-node_path
 */
const requireNative = {
  name: 'require-native',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${native.join('|')})$`);
    onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'native' ? { path, external: true } : { path, namespace: 'native' },
    );
    onLoad({ filter, namespace: 'native' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** A source map, as a comment, whose only entry lies behind the end of the code: nothing is mapped. */
const mapNothing = (code) => {
  const mappings = `${';'.repeat(code.split('\n').length + 1)}AAAA`;
  const map = JSON.stringify({ version: 3, sources: [''], mappings });
  return `\n//# sourceMappingURL=data:application/json;base64,${btoa(map)}`;
};

/**
 * Leaves packages out of the source map. Node reads the whole map when an environment starts, since
 * the logger asks where it was called from: with them it took a third of a second.
 */
const mapOwnCode = {
  name: 'map-own-code',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return { contents: code + mapNothing(code) };
    });
  },
};

/** The Lambda function. Nothing is written here: paths in the source map are those from the root. */
const lambda = (root) => ({
  absWorkingDir: root,
  entryPoints: { index: 'functions/lambda/handler.ts' },
  outdir: root,
  write: false,
  metafile: true,
  // Packages keep their places in the map where node_modules is a link, as in a worktree.
  preserveSymlinks: true,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  banner: { js: requireForEsm },
  plugins: [requireNative, mapOwnCode],
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'error',
});

/** The page as the browser gets it. */
const page = (root, folder) => ({
  absWorkingDir: root,
  entryPoints: ['page.ts', 'page.css', 'index.html', 'icon.svg'].map(
    (name) => `client/page/${name}`,
  ),
  outdir: join(folder, 'page'),
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  loader: { '.html': 'copy', '.svg': 'copy', '.jpg': 'file' },
  // The folder is served flat, and files named after their content are kept by browsers.
  assetNames: '[name]-[hash]',
  publicPath: '/',
  logLevel: 'error',
});

/** Builds command and page into `folder`, which appears whole or not at all. */
export async function buildInto(root, folder) {
  const draft = `${folder}.${process.pid}`;
  await Promise.all([build(command(root, draft)), build(page(root, draft))]);
  // Where another process was faster, its folder stays: both hold the same.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
}

/**
 * Builds the Lambda function into `folder`: the same bytes wherever the checkout lies. What is bundled
 * keeps its licences, in one file beside it.
 */
export async function buildFunction(root, folder) {
  const [code, looks] = await Promise.all([
    build(lambda(root)),
    build({ ...page(root, folder), metafile: true }),
  ]);
  for (const { path, contents } of code.outputFiles) {
    await writeFile(join(folder, basename(path)), contents);
  }
  const inputs = [code, looks].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(join(folder, 'licences.txt'), await licencesOf(root, inputs));
}

/** What the packages among the bundled files are distributed under, in their own words. */
async function licencesOf(root, inputs) {
  const folders = inputs.flatMap(
    (path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].map(async (folder) => {
    const { name, version, license } = JSON.parse(
      await readFile(join(root, folder, 'package.json'), 'utf8'),
    );
    const names = (await readdir(join(root, folder))).filter((file) => /^licen[cs]e/i.test(file));
    const files = names.sort().map((file) => readFile(join(root, folder, file), 'utf8'));
    return [`${name} ${version} (${license})`, ...(await Promise.all(files))].join('\n\n');
  });
  // A package may be reached by several paths: the same words are said once.
  return [...new Set(await Promise.all(texts))].sort().join(`\n\n${'-'.repeat(80)}\n\n`);
}
