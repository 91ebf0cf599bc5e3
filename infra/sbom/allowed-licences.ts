/** Why what ships may be under each licence: SPDX identifiers and reasons. Others fail the check. */
export const allowedLicences: Readonly<Record<string, string>> = {
  'Apache-2.0': 'The licence of Glimpse itself.',
  'BSD-2-Clause': 'Permissive: its text goes along.',
  'BSD-3-Clause': 'Permissive: its text goes along.',
  'CC-BY-2.0': 'Pictures only: NOTICE names the authors and what was changed.',
  'CC0-1.0': 'No conditions.',
  FTL: 'Permissive: the documentation names FreeType.',
  IJG: 'Permissive: the documentation names the Independent JPEG Group.',
  ISC: 'Permissive: its text goes along.',
  'LGPL-3.0':
    'What libheif-js states: the deprecated identifier of LGPL-3.0-only. The package is not bundled, and its owner may exchange it.',
  'LGPL-3.0-or-later':
    'libvips is a shared library, and libheif a package of its own: the owner may exchange both.',
  'LicenseRef-AOM-Patent-License-1.0':
    'Grants patents for AV1; ends for whoever sues over them: https://aomedia.org/license/patent-license/',
  'LicenseRef-fontconfig':
    'Permissive: https://gitlab.freedesktop.org/fontconfig/fontconfig/blob/main/COPYING',
  MIT: 'Permissive: its text goes along.',
  'MPL-1.1': 'cairo, unchanged: the conditions end at its own files.',
  WordNet: 'Permissive: its text goes along.',
  Zlib: 'Permissive.',
  'libpng-2.0': 'Permissive.',
  libtiff: 'Permissive: its text goes along.',
};

/**
 * Lists the licences of an SPDX expression that are not allowed. Of alternatives (`OR`) each must be.
 * An exception (`WITH`) is not known, and never allowed.
 */
export function findForbidden(expression: string): string[] {
  const licences = expression.replace(/[()]/g, ' ').split(/\s+(?:AND|OR)\s+/);
  return licences
    .map((name) => name.trim())
    .filter((name) => !Object.hasOwn(allowedLicences, name));
}
