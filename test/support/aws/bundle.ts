import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the bundled `main.ts`. */
    deployProgram: string;
  }
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files find one another by `import.meta.url`. In a bundle it would be the URL of the bundle. */
const keepUrls: Plugin = {
  name: 'keep-urls',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', url) };
    }),
};

/**
 * Bundles the program that `runDeploy` starts, once for all tests. It starts in half the time of loading
 * TypeScript file by file. The folder belongs to this run of vitest and is removed after it.
 */
export async function setup(project: TestProject): Promise<() => void> {
  mkdirSync(join(root, '.build'), { recursive: true });
  const folder = mkdtempSync(join(root, '.build', 'deploy-program-'));
  const bundle = () =>
    build({
      entryPoints: { main: join(root, 'test/support/aws/main.ts') },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      plugins: [keepUrls],
      logLevel: 'error',
    });
  await bundle();
  project.onTestsRerun(async () => void (await bundle()));
  project.provide('deployProgram', join(folder, 'main.mjs'));
  return () => rmSync(folder, { recursive: true, force: true });
}
