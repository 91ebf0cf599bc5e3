import { expect, test } from 'vitest';
import { findForbidden } from '../../../infra/sbom/allowed-licences.ts';

test.each([
  ['MIT', []],
  ['Zlib AND IJG AND BSD-3-Clause', []],
  ['(MIT AND Apache-2.0) OR ISC', []],
  ['GPL-3.0-only', ['GPL-3.0-only']],
  ['(MIT OR GPL-2.0-only)', ['GPL-2.0-only']],
  ['Apache-2.0 WITH LLVM-exception', ['Apache-2.0 WITH LLVM-exception']],
  ['SEE LICENSE IN LICENSE.txt', ['SEE LICENSE IN LICENSE.txt']],
  ['toString', ['toString']],
  ['', ['']],
])('of %j, %j are not allowed', (expression, forbidden) => {
  expect(findForbidden(expression)).toEqual(forbidden);
});
