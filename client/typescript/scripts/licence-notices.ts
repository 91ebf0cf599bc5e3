import type { Metafile } from 'esbuild';
// @ts-expect-error Plain JavaScript: `client/cli/glimpse.mjs` runs it without a compiler.
import { readLicences } from '../../../esbuild.config.mjs';
import { packageFolder } from './root.ts';

/** Lists the packages whose code is in the bundle, with their licences. */
export async function createLicenceNotices({ inputs }: Metafile): Promise<string> {
  const licences: { title: string; texts: string[] }[] = await readLicences(
    packageFolder,
    Object.keys(inputs),
  );
  const notices = licences.map(({ title, texts }) => `${title}\n\n${texts.join('\n\n').trim()}\n`);
  return `The code of this package includes:\n\n${notices.sort().join('\n')}`;
}
