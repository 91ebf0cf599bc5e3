import { expect, test } from 'vitest';
import { hasVnni } from './machine.ts';

// Lines of Linux on an Intel Ice Lake, an AMD Zen 3 and an Intel Alder Lake processor, shortened.
test.each([
  ['flags\t\t: fpu avx2 avx512_vbmi2 avx512_vnni avx512_bitalg', true],
  ['flags\t\t: fpu avx2 sha_ni vaes', false],
  ['flags\t\t: fpu avx2 avx_vnni gfni', true],
  ['vmx flags\t: avx_vnni', false],
  ['', false],
])('reads %j', (line, expected) => {
  expect(hasVnni(`processor\t: 0\n${line}\nbugs\t\t:\n`)).toBe(expected);
});
