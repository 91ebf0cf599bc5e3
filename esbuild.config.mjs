import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Native code stays where npm put it: it cannot be bundled. */
const native = ['onnxruntime-node', 'sharp'];

/** Bundled CommonJS packages ask for Node's own modules with `require`. */
const requireForEsm =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

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
