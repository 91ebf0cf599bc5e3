import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectTiff } from '../../../../../functions/image/formats/tiff/inspect-tiff.ts';
import { root } from '../../../../support/fixtures.ts';

const folder = join(root, 'test/fixtures/pictures/tiff');
const read = (name: string): Buffer => readFileSync(join(folder, `${name}.tif`));

/** Entries of the first directory of a little-endian TIFF, and the offset of the next one. */
function listTags(tiff: Buffer): { tags: number[]; next: number } {
  const at = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(at);
  const tags = Array.from({ length: count }, (_, i) => tiff.readUInt16LE(at + 2 + 12 * i));
  return { tags, next: tiff.readUInt32LE(at + 2 + 12 * count) };
}

function readData(tiff: Buffer): Buffer {
  const picture = inspectTiff(tiff);
  if ('unsupported' in picture) throw new Error(picture.unsupported);
  return picture.data;
}

describe('the data for the decoder', () => {
  test('has one directory', () => {
    const tiff = read('page-behind-is-damaged');
    expect(listTags(tiff).next).toBeGreaterThan(0);
    expect(listTags(readData(tiff)).next).toBe(0);
  });

  test('has no tags that do not affect the picture, and all others', () => {
    const plain = [256, 257, 258, 259, 262, 273, 277, 278, 279, 284];
    const description = 270;
    expect(listTags(read('description')).tags).toContain(description);
    expect(listTags(readData(read('description'))).tags).toEqual(plain);
    expect(listTags(readData(read('dangling-directories'))).tags).toEqual(plain);
  });

  test('differs from the file in its directory only', () => {
    const tiff = read('description');
    const data = readData(tiff);
    const directory = tiff.readUInt32LE(4);
    expect(data).toHaveLength(tiff.length);
    expect(data.subarray(0, directory)).toEqual(tiff.subarray(0, directory));
  });

  test('leaves what the caller sent as it was', () => {
    const tiff = read('description');
    readData(tiff);
    expect(tiff).toEqual(read('description'));
  });

  test('costs no more with 15,000 directories that share a profile', () => {
    const tiff = shareProfile({ directories: 15_000, profileBytes: 100_000 });
    const { tags, next } = listTags(readData(tiff));
    expect(next).toBe(0);
    expect(tags).toEqual([256, 257, 258, 259, 262, 273, 278, 279, 34675]);
  });
});

/** Directories of one grey pixel each, with one profile behind them. */
function shareProfile(size: { directories: number; profileBytes: number }): Buffer {
  const [short, long, bytes] = [3, 4, 7];
  const directoryBytes = 2 + 9 * 12 + 4;
  const profileAt = 16 + size.directories * directoryBytes;
  const entries = [
    [256, short, 1, 1],
    [257, short, 1, 1],
    [258, short, 1, 8],
    [259, short, 1, 1],
    [262, short, 1, 1],
    [273, long, 1, 8],
    [278, short, 1, 1],
    [279, long, 1, 1],
    [34675, bytes, size.profileBytes, profileAt],
  ] as const;
  const tiff = Buffer.alloc(profileAt + size.profileBytes);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(16, 4);
  for (let i = 0; i < size.directories; i += 1) {
    const at = 16 + i * directoryBytes;
    tiff.writeUInt16LE(entries.length, at);
    entries.forEach(([tag, type, count, value], k) => {
      const entry = at + 2 + 12 * k;
      tiff.writeUInt16LE(tag, entry);
      tiff.writeUInt16LE(type, entry + 2);
      tiff.writeUInt32LE(count, entry + 4);
      tiff.writeUInt32LE(value, entry + 8);
    });
    tiff.writeUInt32LE(at + directoryBytes, at + directoryBytes - 4);
  }
  tiff.writeUInt32LE(0, profileAt - 4);
  return tiff;
}

describe('damaged data', () => {
  test.each(['cut-directory', 'no-directory', 'no-size', 'no-strips'])(
    '%s stays as it is',
    (name) => {
      const tiff = read(name);
      expect(inspectTiff(tiff)).toEqual({ data: tiff, samples: undefined });
    },
  );

  test.each([0, 4, 8, 15])('of %i bytes stays as it is', (length) => {
    const tiff = read('plain').subarray(0, length);
    expect(inspectTiff(tiff)).toEqual({ data: tiff, samples: undefined });
  });

  test.each(['plain', 'bigtiff-big-endian', 'ycbcr-709', 'extra-two-unspecified', 'jpeg-tiles'])(
    'like %s never throws',
    (name) => {
      const whole = read(name);
      let state = 7;
      const random = (below: number): number => {
        state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
        return (state >> 8) % below;
      };
      for (let i = 0; i < 500; i += 1) {
        const tiff = Buffer.from(whole.subarray(0, whole.length - (i % 3 ? 0 : random(300))));
        // The directory and its values are at the end.
        for (let k = 0; k < 4; k += 1) tiff[tiff.length - 1 - random(300)] = random(256);
        expect(() => inspectTiff(tiff)).not.toThrow();
      }
    },
  );
});
