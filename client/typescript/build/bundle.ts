import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { licenceNotices } from './licence-notices.ts';
import { packageFolder, root } from './root.ts';

const entries = ['index', 'node'] as const;
const dist = join(packageFolder, 'dist');

/** Builds what is packed into `dist/`: code with everything in it, declarations, notices. */
export async function bundle(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const metafile = await bundleCode();
  await bundleDeclarations();
  await writeFile(join(dist, 'NOTICE.txt'), await licenceNotices(metafile));
}

/** Readable, for those who debug: who bundles it minifies it. What both entries use is one chunk. */
async function bundleCode(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: packageFolder,
    entryPoints: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'shared',
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: ['node:*'],
    target: 'es2022',
    sourcemap: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  return metafile;
}

/** One self-contained file for each entry: nothing is imported but Node's own modules. */
async function bundleDeclarations(): Promise<void> {
  const bundled = await rollup({
    input: Object.fromEntries(entries.map((name) => [name, join(packageFolder, `src/${name}.ts`)])),
    external: /^node:/,
    plugins: [dts({ tsconfig: join(root, 'tsconfig.json') })],
  });
  await bundled.write({ dir: dist, format: 'es', entryFileNames: '[name].d.ts' });
  await bundled.close();
}
