import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { BuildError } from '../errors.ts';
import type { Shipped } from './shipped.ts';

/** The terms in the README of sharp's prebuilt libvips, without links, as SPDX expressions. */
const terms: Readonly<Record<string, string>> = {
  'BSD 2-Clause': 'BSD-2-Clause',
  'BSD 2-Clause + Alliance for Open Media Patent License 1.0':
    'BSD-2-Clause AND LicenseRef-AOM-Patent-License-1.0',
  'BSD 3-Clause': 'BSD-3-Clause',
  LGPLv3: 'LGPL-3.0-or-later',
  'MIT License': 'MIT',
  'Mozilla Public License 1.1': 'MPL-1.1',
  'New BSD License': 'BSD-3-Clause',
  'fontconfig License (BSD-like)': 'LicenseRef-fontconfig',
  'freetype License (BSD-like)': 'FTL',
  'libpng License': 'libpng-2.0',
  'libtiff License (BSD-like)': 'libtiff',
  'zlib License': 'Zlib',
  'zlib License, IJG License, BSD 3-Clause': 'Zlib AND IJG AND BSD-3-Clause',
};

/** Names in `versions.json` that are not those of the README without `lib`. */
const otherNames: Readonly<Record<string, string>> = { libultrahdr: 'uhdr' };

/**
 * Lists the libraries in sharp's prebuilt libvips, from the package for this machine: its `versions.json`
 * and the licences in its README are the same for every platform.
 *
 * @throws BuildError if the two do not name the same libraries, or a licence is new.
 */
export async function listLibvipsLibraries(root: string): Promise<Shipped[]> {
  const folder = await findPackage(join(root, 'node_modules', '@img'));
  const versions = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(folder, 'versions.json'), 'utf8')));
  const rows = parseTable(await readFile(join(folder, 'README.md'), 'utf8'));
  const known = new Set(rows.map(([name]) => shortName(name)));
  const missing = Object.keys(versions).filter((name) => !known.has(name));
  if (missing.length > 0) {
    throw new BuildError(`The README of sharp's libvips has no licence for ${missing.join(', ')}.`);
  }
  return rows.map(([name, term]) => describe(name, term, versions[shortName(name)]));
}

function describe(name: string, term: string, version: string | undefined): Shipped {
  const licence = terms[term];
  if (!licence) {
    throw new BuildError(
      `sharp's libvips has ${name} under the terms "${term}": add their SPDX expression to infra/sbom/libvips-libraries.ts.`,
    );
  }
  return {
    kind: 'library',
    name,
    ...(version !== undefined && { version }),
    purl: `pkg:generic/${name}`,
    licence,
    places: ['runtime layer'],
  };
}

/** On Windows libvips is in the package of sharp itself. */
async function findPackage(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  const name = names.find((each) => /^sharp-(libvips|win32)-/.test(each));
  if (!name) throw new BuildError('node_modules has no libvips for this machine: run npm ci.');
  return join(folder, name);
}

/** Reads the rows `| library | terms |`, without the head and the links. */
function parseTable(readme: string): [string, string][] {
  const rows = [...readme.matchAll(/^\| ([\w-]+) +\| (.+?) +\|$/gm)];
  return rows
    .map(([, name = '', term = '']): [string, string] => [
      name,
      term.replace(/\[(.+?)\]\(.+?\)/g, '$1'),
    ])
    .filter(([name]) => name !== 'Library');
}

function shortName(name: string): string {
  return otherNames[name] ?? name.replace(/^lib/, '');
}
