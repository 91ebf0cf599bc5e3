import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipEntries } from './zip-entries.ts';

/** What `stat` has for a plain file that all may read, and for a symbolic link. */
const [file, link] = [0o100644, 0o120777];

test('links are told from files, with sizes as unpacked', () => {
  const zip = zipSync({
    'model/labels.json': [new Uint8Array(5000), { os: 3, attrs: file << 16 }],
    'lib/libvips.so': [new TextEncoder().encode('libvips.so.42'), { os: 3, attrs: link << 16 }],
  });
  expect(zipEntries(Buffer.from(zip))).toEqual([
    { path: 'model/labels.json', bytes: 5000, mode: 0o100644 },
    { path: 'lib/libvips.so', bytes: 13, mode: 0o120777 },
  ]);
});

test('half a zip file is none', () => {
  const zip = zipSync({ a: new Uint8Array(100) });
  expect(() => zipEntries(Buffer.from(zip.subarray(0, 60)))).toThrow('its end is missing');
});
