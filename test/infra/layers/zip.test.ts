import { describe, expect, test, vi } from 'vitest';
import { zip } from '../../../infra/layers/zip.ts';
import { readZip } from '../../support/zip.ts';

const text = (content: string): Uint8Array => Buffer.from(content);
const entries = [
  { path: 'model/model.onnx', bytes: Buffer.alloc(100_000, 'onnx') },
  { path: 'lib/native.node', bytes: text('node') },
  { path: 'lib/libvips-cpp.so.8.18.7', bytes: text('library') },
  { path: 'lib/Zebra.js', bytes: text('zebra') },
  { path: 'lib/ant.so.txt', bytes: text('') },
];

describe('zip', () => {
  test('contains the files unchanged, sorted by code units', () => {
    const files = readZip(zip(entries));
    expect(files.map(({ path }) => path)).toEqual([
      'lib/Zebra.js',
      'lib/ant.so.txt',
      'lib/libvips-cpp.so.8.18.7',
      'lib/native.node',
      'model/model.onnx',
    ]);
    for (const { path, bytes } of entries) {
      expect(files.find((file) => file.path === path)?.bytes).toEqual(Buffer.from(bytes));
    }
  });

  test('sets the date of all files to 1 January 1980, noon, and the system to Unix', () => {
    for (const { date, time, madeBy } of readZip(zip(entries))) {
      // Date: 7 bits of years since 1980, 4 of month, 5 of day. The time starts with 5 bits of hours.
      expect(date).toBe((0 << 9) | (1 << 5) | 1);
      expect(time).toBe(12 << 11);
      expect(madeBy >> 8).toBe(3);
    }
  });

  test('makes files readable and shared libraries executable for everyone', () => {
    const modes = readZip(zip(entries)).map(({ path, attributes }) => [
      path,
      (attributes >>> 16).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'lib/Zebra.js': '100644',
      'lib/ant.so.txt': '100644',
      'lib/libvips-cpp.so.8.18.7': '100755',
      'lib/native.node': '100755',
      'model/model.onnx': '100644',
    });
  });

  test.each(['Pacific/Auckland', 'America/St_Johns', 'UTC'])(
    'gives the same bytes in %s',
    (zone) => {
      const here = zip(entries);
      vi.stubEnv('TZ', zone);
      expect(Buffer.from(zip([...entries].reverse())).equals(here)).toBe(true);
      vi.unstubAllEnvs();
    },
  );

  test.each(['/etc/passwd', '../up', 'a/../b', 'a//b', './a', 'a\\b', 'C:/a', ''])(
    'rejects the path %j',
    (path) => {
      expect(() => zip([{ path, bytes: text('') }])).toThrow(RangeError);
    },
  );

  test('rejects a path that occurs twice', () => {
    const entry = { path: 'a', bytes: text('') };
    expect(() => zip([entry, entry])).toThrow('not a path for a zip: a');
  });
});
