import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readZipEntries } from './zip-entries.ts';

/** `stat` modes of a regular file that everyone may read, and of a symbolic link. */
const [file, link] = [0o100644, 0o120777];

test('distinguishes links from files, and returns unpacked sizes', () => {
  const zip = zipSync({
    'model/labels.json': [new Uint8Array(5000), { os: 3, attrs: file << 16 }],
    'lib/libvips.so': [new TextEncoder().encode('libvips.so.42'), { os: 3, attrs: link << 16 }],
  });
  expect(readZipEntries(Buffer.from(zip))).toEqual([
    { path: 'model/labels.json', bytes: 5000, mode: 0o100644 },
    { path: 'lib/libvips.so', bytes: 13, mode: 0o120777 },
  ]);
});

test('rejects a truncated zip file', () => {
  const zip = zipSync({ a: new Uint8Array(100) });
  expect(() => readZipEntries(Buffer.from(zip.subarray(0, 60)))).toThrow('its end is missing');
});
