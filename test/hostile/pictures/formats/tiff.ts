import type { Random } from '../../random.ts';
import type { Kind } from '../../run/part.ts';
import { type Made, pictureKind, repeat } from '../picture-kind.ts';

/** Tag, type, count, and value or place of the values: TIFF 6.0, section 2. */
export type Entry = readonly [tag: number, type: number, count: number, value: number];

const headBytes = 8;

export const tiffKinds: Readonly<Record<string, Kind>> = {
  // libtiff reads the tags of all directories: 15,000 with one of 2.5 MB took 16 s.
  'tiff-directories': pictureKind({ weight: 2, always: 'alone' }, (random) => {
    const [count, bytes] = [random.between(12_000, 15_000), random.between(2_000_000, 2_500_000)];
    const tag = random.pick([34_675, 34_675, 270, 700, 65_000]);
    return {
      title: `${count} directories with one tag ${tag} of ${bytes} bytes`,
      bytes: createDirectories({ count, tag, bytes }),
    };
  }),
  'tiff-few-directories': pictureKind({ weight: 10 }, (random) => {
    const [count, bytes] = [random.magnitude(1, 5_000), random.magnitude(1, 100_000)];
    const tag = random.pick([34_675, 270, 700, 330, 65_000]);
    return { title: `${count} directories`, bytes: createDirectories({ count, tag, bytes }) };
  }),
  'tiff-tags': pictureKind({ weight: 80 }, createTags),
  'tiff-strips': pictureKind({ weight: 10 }, createStrips),
};

/** Tags of a grey picture of 8 bits whose pixels begin at `pixels`. */
export function createEntries(width: number, height: number, pixels: number): Entry[] {
  return [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, pixels],
    [277, 3, 1, 1],
    [278, 4, 1, height],
    [279, 4, 1, width * height],
  ];
}

/** Creates the bytes of a directory. @param next Where the next one is; 0 for none. */
export function createDirectory(entries: readonly Entry[], next = 0): Buffer {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
  bytes.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 2 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  });
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

/** @param directory Where the first directory is. */
export function createHead(directory: number): Buffer {
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(directory, 4);
  return head;
}

/** Creates pictures of one pixel, one behind the other, which share the value of a tag. */
function createDirectories({
  count,
  tag,
  bytes,
}: {
  count: number;
  tag: number;
  bytes: number;
}): Buffer {
  const first = 16;
  const step = createDirectory([...createEntries(1, 1, 0), [tag, 7, bytes, 0]]).length;
  const data = first + count * step;
  const entries: Entry[] = [...createEntries(1, 1, data), [tag, 7, bytes, data]];
  const sorted = entries.toSorted(([a], [b]) => a - b);
  const directories = Array.from({ length: count }, (_, index) =>
    createDirectory(sorted, index < count - 1 ? first + (index + 1) * step : 0),
  );
  return Buffer.concat([createHead(first), Buffer.alloc(8), ...directories, Buffer.alloc(bytes)]);
}

const tags = [
  254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323,
  324, 325, 330, 338, 339, 347, 512, 513, 514, 529, 530, 532, 700, 33_550, 34_665, 34_675, 65_000,
];
const values = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 32, 64, 255, 4_000, 32_773, 34_712, 65_535, 0x7fffffff,
  0xffffffff,
];
const counts = [0, 1, 1, 1, 1, 2, 3, 4, 300, 100_000, 0x7fffffff, 0xffffffff];

/** A valid picture with tags changed and added. */
function createTags(random: Random): Made {
  const [width, height] = [random.magnitude(1, 400), random.magnitude(1, 400)];
  const entries = new Map(
    createEntries(width, height, headBytes).map((entry) => [entry[0], entry]),
  );
  const changed = Array.from({ length: random.between(1, 6) }, () => random.pick(tags));
  for (const tag of changed) {
    const type = random.chance(0.8) ? random.pick([3, 4]) : random.below(20);
    const count = random.chance(0.7) ? 1 : random.pick(counts);
    entries.set(tag, [tag, type, count, random.pick(values)]);
  }
  const pixels = random.bytes(width * height);
  const sorted = [...entries.values()].toSorted(([a], [b]) => a - b);
  const next = random.pick([0, 0, 8, 0xffffffff, headBytes + pixels.length]);
  const directory = createDirectory(sorted, next);
  const bytes = Buffer.concat([createHead(headBytes + pixels.length), pixels, directory]);
  return { title: `tags ${changed.join(', ')}`, bytes };
}

/** One row for each strip; all of them are the same bytes, and their lengths may be wrong. */
function createStrips(random: Random): Made {
  const [width, height] = [random.magnitude(1, 3_000), random.magnitude(2, 7_900)];
  const pixels = random.bytes(width * 4);
  const places = headBytes + pixels.length;
  const [offset, length] = [Buffer.alloc(4), Buffer.alloc(4)];
  offset.writeUInt32LE(headBytes);
  length.writeUInt32LE(random.pick([width, 0, 1, pixels.length, 20_000_000, 0xffffffff]));
  const entries = createEntries(width, height, 0).map(([tag, type, count, value]): Entry => {
    if (tag === 273) return [tag, 4, height, places];
    if (tag === 279) return [tag, 4, height, places + 4 * height];
    if (tag === 278) return [tag, 4, 1, 1];
    if (tag === 259) return [tag, 3, 1, random.pick([1, 1, 5, 8, 32_773])];
    return [tag, type, count, value];
  });
  const tables = [repeat(offset, height), repeat(length, height)];
  const head = createHead(places + 8 * height);
  return {
    title: `${height} strips in one place, each said to have ${length.readUInt32LE()} bytes`,
    bytes: Buffer.concat([head, pixels, ...tables, createDirectory(entries)]),
  };
}
