import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { createLicenceNotices } from './licence-notices.ts';
import { packageFolder, root } from './root.ts';

const entries = ['index', 'node'] as const;

/** Builds the package's `dist/`: bundled code, declarations and licence notices. */
export async function bundle(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const metafile = await bundleCode(folder);
  await bundleDeclarations(folder);
  await writeFile(join(folder, 'NOTICE.txt'), await createLicenceNotices(metafile));
}

/**
 * Bundles the code without minifying it, so that it can be debugged; the user's bundler minifies it.
 * The client and the shrinking are separate chunks, so that bundlers can drop an unused one as a
 * whole: they would always keep some code of tRPC's modules.
 */
async function bundleCode(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: packageFolder,
    entryPoints: [...entries, 'create-glimpse', 'pictures/shrink'].map((name) => `src/${name}.ts`),
    outdir: folder,
    bundle: true,
    splitting: true,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
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

/** Writes one self-contained declaration file per entry; it imports only Node's own modules. */
async function bundleDeclarations(folder: string): Promise<void> {
  const bundled = await rollup({
    input: Object.fromEntries(entries.map((name) => [name, join(packageFolder, `src/${name}.ts`)])),
    external: /^node:/,
    plugins: [dts({ tsconfig: join(root, 'tsconfig.json') })],
  });
  await bundled.write({ dir: folder, format: 'es', entryFileNames: '[name].d.ts' });
  await bundled.close();
}
