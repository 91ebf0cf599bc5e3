import { expect, test } from 'vitest';
import { listLibvipsLibraries } from '../../../infra/sbom/libvips-libraries.ts';
import { writeTree } from '../../support/fake-npm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A package of libvips in the form of sharp's. */
async function install(name: string, versions: object, rows: readonly string[]): Promise<string> {
  const root = temporaryFolder();
  const table = ['| Library | Used under the terms of |', '|---------|-----|', ...rows].join('\n');
  await writeTree(root, {
    'node_modules/@img/colour/package.json': '{}',
    [`node_modules/@img/${name}/versions.json`]: JSON.stringify(versions),
    [`node_modules/@img/${name}/README.md`]: `# Prebuilt libvips\n\n${table}\n`,
  });
  return root;
}

const rows = [
  '| aom         | BSD 2-Clause + [Alliance for Open Media Patent License 1.0](https://aomedia.org/) |',
  '| libnsgif    | MIT License |',
  '| libultrahdr | MIT License |',
  '| libvips     | LGPLv3      |',
];
const versions = { aom: '3.15.1', uhdr: '2.0.2', vips: '8.18.7' };

test.each(['sharp-libvips-linux-x64', 'sharp-libvips-darwin-arm64', 'sharp-win32-x64'])(
  'lists the libraries that %s names, with their licences',
  async (name) => {
    const libraries = await listLibvipsLibraries(await install(name, versions, rows));
    expect(libraries.map((each) => [each.name, each.version, each.licence])).toEqual([
      ['aom', '3.15.1', 'BSD-2-Clause AND LicenseRef-AOM-Patent-License-1.0'],
      ['libnsgif', undefined, 'MIT'],
      ['libultrahdr', '2.0.2', 'MIT'],
      ['libvips', '8.18.7', 'LGPL-3.0-or-later'],
    ]);
  },
);

test('refuses a library without a licence, and terms that are new', async () => {
  const unnamed = await install('sharp-libvips-linux-x64', { ...versions, jxl: '0.11' }, rows);
  await expect(listLibvipsLibraries(unnamed)).rejects.toThrow(/has no licence for jxl\.$/);
  const changed = rows.map((row) => row.replace('LGPLv3', 'GPLv3'));
  const stricter = await install('sharp-libvips-linux-x64', versions, changed);
  await expect(listLibvipsLibraries(stricter)).rejects.toThrow(/libvips under the terms "GPLv3"/);
});
