import { readFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, stop } from 'esbuild';

const { engines } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The oldest Node that the project runs on, as esbuild's target. */
const oldestNode = engines.node.replace('>=', 'node');

/** Bundled CommonJS packages load Node's own modules with `require`. No package uses the name of the function that makes it. */
const requireForEsm =
  "import { createRequire as makeRequireHere } from 'node:module'; const require = makeRequireHere(import.meta.url);";

/** Entries of threads and processes; the code that starts them looks for their names in its own folder. */
const separateEntries = {
  'heic-thread': 'functions/image/decoding/heic/thread.ts',
  'decoder-process': 'functions/image/decoding/separate/process.ts',
  'picture-worker': 'functions/inference/workers/worker.ts',
};

/**
 * Bundles the JavaScript of packages with native code, which is thirty files that would be looked for and
 * read at every start. Their libraries stay in the packages, and are loaded with `require`: unlike
 * `import`, it also searches `NODE_PATH`, which lists the layers in Lambda. sharp does so by itself.
 * https://nodejs.org/api/esm.html#no-node_path
 */
const nativeLibraries = {
  name: 'native-libraries',
  setup({ onLoad }) {
    const filter = /[\\/]onnxruntime-node[\\/]dist[\\/]binding\.js$/;
    onLoad({ filter }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return {
        contents: replaceOnce(code, '`../bin/', '`onnxruntime-node/bin/') + mapNothing(code),
      };
    });
  },
};

/** @throws Error if the text is not there: then a new version of the package has another one. */
const replaceOnce = (text, from, to) => {
  if (text.split(from).length !== 2) throw new Error(`"${from}" occurs not exactly once`);
  return text.replace(from, to);
};

/** Options for the command line, which includes the local server. */
const command = (root, folder) => ({
  absWorkingDir: root,
  entryPoints: { main: 'client/cli/main.ts', ...separateEntries },
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: oldestNode,
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunk-[hash]',
  banner: { js: requireForEsm },
  plugins: [nativeLibraries],
  sourcemap: true,
  logLevel: 'error',
});

/** Creates a source map comment whose only entry lies after the end of the code, so it maps nothing. */
const mapNothing = (code) => {
  const mappings = `${';'.repeat(code.split('\n').length + 1)}AAAA`;
  const map = JSON.stringify({ version: 3, sources: [''], mappings });
  return `\n//# sourceMappingURL=data:application/json;base64,${btoa(map)}`;
};

/**
 * Leaves packages out of the source map, which is read as a whole for the first stack trace in the log.
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

/**
 * Loads undici, which is as large as everything else, from a file of its own when the first picture is
 * fetched: reading it would take a tenth of a start.
 */
const undiciApart = {
  name: 'undici-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'apart' }));
    onLoad({ filter: /^undici$/, namespace: 'apart' }, () => ({
      // Not a name that esbuild knows, so that it leaves the call as it is.
      contents: "const load = require; module.exports = load('./undici.cjs');",
    }));
  },
};

/** Options for both bundles of the Lambda function. esbuild writes no files, so paths in the source map are relative to the root. */
const lambdaBundle = (root) => ({
  absWorkingDir: root,
  outdir: root,
  write: false,
  metafile: true,
  // Keeps the paths of packages in the map if node_modules is a link, as in a worktree.
  preserveSymlinks: true,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'error',
});

/** Bundles the code of the Lambda function; writes nothing. */
async function bundleLambda(root) {
  const entries = build({
    ...lambdaBundle(root),
    entryPoints: { index: 'functions/lambda/handler.ts', ...separateEntries },
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: requireForEsm },
    plugins: [nativeLibraries, mapOwnCode, undiciApart],
    sourcemap: true,
  });
  const undici = build({
    ...lambdaBundle(root),
    entryPoints: { undici: 'node_modules/undici/index.js' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  });
  const built = await Promise.all([entries, undici]);
  return {
    files: built.flatMap(({ outputFiles }) => outputFiles),
    inputs: built.flatMap(({ metafile }) => Object.keys(metafile.inputs)),
  };
}

/** Options for the page as the browser gets it. */
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
  // The folder is served flat, and browsers cache files whose names contain a hash of the content.
  assetNames: '[name]-[hash]',
  publicPath: '/',
  logLevel: 'error',
});

/** Builds the command and the page into `folder`, which appears complete or not at all. */
export async function buildInto(root, folder) {
  const draft = `${folder}.${process.pid}`;
  await Promise.all([build(command(root, draft)), build(page(root, draft))]);
  // Its process would take 200 MB for as long as a server runs.
  await stop();
  // If another process was faster, its folder stays: both have the same content.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
}

/**
 * Lists the files that the function and its page are bundled from, as esbuild's metafile has them.
 * Writes nothing.
 *
 * @returns Paths relative to `root`, by bundle.
 */
export async function listBundledFiles(root) {
  const [code, pageCode] = await Promise.all([
    bundleLambda(root),
    build({ ...page(root, root), write: false, metafile: true }),
  ]);
  return {
    function: code.inputs,
    page: Object.keys(pageCode.metafile.inputs),
  };
}

/**
 * Builds the Lambda function into `folder`, with the same bytes wherever the checkout is. The licences
 * of the bundled packages go into `licences.txt`.
 */
export async function buildFunction(root, folder) {
  const [code, pageCode] = await Promise.all([
    bundleLambda(root),
    build({ ...page(root, folder), metafile: true }),
  ]);
  for (const { path, contents } of code.files) {
    await writeFile(join(folder, basename(path)), contents);
  }
  const inputs = [...code.inputs, ...Object.keys(pageCode.metafile.inputs)];
  await writeFile(join(folder, 'licences.txt'), await joinLicences(root, inputs));
}

/** Joins the licences of the packages among the bundled files into one text. */
async function joinLicences(root, inputs) {
  const licences = await readLicences(root, inputs);
  const blocks = licences.map(({ title, texts }) => [title, ...texts].join('\n\n'));
  // A package may be reached by several paths: it is listed once.
  return [...new Set(blocks)].sort().join(`\n\n${'-'.repeat(80)}\n\n`);
}

/**
 * Reads the licences of packages from their folders.
 *
 * @param root Folder that the inputs are relative to.
 * @param inputs Paths of bundled files, as esbuild's metafile has them.
 * @returns One entry per folder: title, such as "zod 4.6.7 (MIT)", and the texts of its licence files.
 */
export async function readLicences(root, inputs) {
  const folders = inputs.flatMap(
    (path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const licences = [...new Set(folders)].map(async (folder) => {
    const { name, version, license } = JSON.parse(
      await readFile(join(root, folder, 'package.json'), 'utf8'),
    );
    const names = (await readdir(join(root, folder))).filter((file) => /^licen[cs]e/i.test(file));
    const texts = names.sort().map((file) => readFile(join(root, folder, file), 'utf8'));
    return { title: `${name} ${version} (${license})`, texts: await Promise.all(texts) };
  });
  return await Promise.all(licences);
}
