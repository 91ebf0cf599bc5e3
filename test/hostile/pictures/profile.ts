import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { createPngChunk, insertChunks } from '../../support/png-chunk.ts';
import type { Random } from '../random.ts';
import type { Kind } from '../run/part.ts';
import { createSegment } from './formats/jpeg-segment.ts';
import { createDirectory, createEntries, createHead } from './formats/tiff.ts';
import { type Made, once, pictureKind } from './picture-kind.ts';
import { createNoise } from './seeds.ts';

export const profileKinds: Readonly<Record<string, Kind>> = {
  profiles: pictureKind({ weight: 40 }, async (random) => {
    const { title, bytes } = createProfile(random);
    const format = random.pick(Object.keys(embed) as (keyof typeof embed)[]);
    return { title: `${format}, profile of ${title}`, bytes: await embed[format](bytes) };
  }),
};

/** Creates an ICC profile whose tables are as large, or said to be as large, as fields allow (ICC.1:2022). */
function createProfile(random: Random): Made {
  const space = random.pick([
    'RGB ',
    'RGB ',
    'RGB ',
    'CMYK',
    'GRAY',
    'Lab ',
    'XYZ ',
    '9CLR',
    'zzzz',
  ]);
  const kind = random.pick(['curve', 'parametric', 'lut8', 'lut16', 'elements', 'noise'] as const);
  const content = contents[kind](random);
  const names = [
    'rTRC',
    'gTRC',
    'bTRC',
    'kTRC',
    'A2B0',
    'A2B1',
    'B2A0',
    'D2B0',
    'wtpt',
    'rXYZ',
    'gXYZ',
    'bXYZ',
    'chad',
  ];
  const count = random.chance(0.9) ? names.length : random.magnitude(1, 50_000);
  const table = Buffer.alloc(4 + count * 12);
  table.writeUInt32BE(count);
  const start = 128 + table.length;
  for (let index = 0; index < count; index += 1) {
    const at = 4 + index * 12;
    const name = names[index % names.length] ?? '';
    const isColumn = name.endsWith('XYZ') || name === 'wtpt';
    table.write(name, at, 'latin1');
    table.writeUInt32BE(isColumn ? start : start + column.length, at + 4);
    table.writeUInt32BE(isColumn ? column.length : content.length, at + 8);
  }
  const head = Buffer.alloc(128);
  head.writeUInt32BE(start + column.length + content.length, 0);
  head.writeUInt32BE(random.pick([0x02100000, 0x04200000, 0x05000000]), 8);
  head.write(`mntr${space}${random.pick(['XYZ ', 'Lab '])}`, 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  return {
    title: `${content.length} bytes of ${kind} for ${space.trim()}`,
    bytes: Buffer.concat([head, table, column, content]),
  };
}

/** One XYZ number: 0.5 for each. */
const column = Buffer.concat([
  Buffer.from('XYZ \0\0\0\0', 'latin1'),
  Buffer.from('000080000000800000008000', 'hex'),
]);

const contents = {
  curve: (random: Random): Buffer => {
    const count = random.magnitude(1, 200_000);
    const head = Buffer.from('curv\0\0\0\0\0\0\0\0', 'latin1');
    head.writeUInt32BE(random.chance(0.8) ? count : random.pick([0x7fffffff, 0xffffffff]), 8);
    return Buffer.concat([head, random.bytes(count * 2)]);
  },
  parametric: (random: Random): Buffer =>
    Buffer.concat([
      Buffer.from('para\0\0\0\0\0', 'latin1'),
      Buffer.from([random.below(6), 0, 0]),
      random.bytes(28),
    ]),
  lut8: (random: Random): Buffer => createTable(random, 'mft1'),
  lut16: (random: Random): Buffer => createTable(random, 'mft2'),
  elements: (random: Random): Buffer => {
    const count = random.magnitude(1, 100_000);
    const head = Buffer.from('mpet\0\0\0\0\0\u0003\0\u0003\0\0\0\0', 'latin1');
    head.writeUInt32BE(count, 12);
    const place = Buffer.alloc(8);
    place.writeUInt32BE(16 + 8 * count, 0);
    place.writeUInt32BE(60, 4);
    const matrix = Buffer.concat([
      Buffer.from('matf\0\0\0\0\0\u0003\0\u0003', 'latin1'),
      random.bytes(48),
    ]);
    return Buffer.concat([head, ...Array<Buffer>(count).fill(place), matrix]);
  },
  noise: (random: Random): Buffer => random.bytes(random.magnitude(1, 100_000)),
} as const;

/** A table of several dimensions: 3 channels in and out, `side` points along each. */
function createTable(random: Random, type: 'mft1' | 'mft2'): Buffer {
  const side = random.pick([2, 9, 17, 33, 64, 255]);
  const channels = random.pick([3, 3, 3, 4, 15]);
  const head = Buffer.alloc(type === 'mft1' ? 48 : 52);
  head.write(type, 'latin1');
  head.set([channels, 3, side], 8);
  if (type === 'mft2') head.writeUInt32BE((random.pick([2, 256, 4_096]) << 16) | 2, 48);
  const whole = side ** 3 * 3 * (type === 'mft1' ? 1 : 2) + 2_000;
  return Buffer.concat([head, random.bytes(Math.min(whole, 1_500_000))]);
}

const plain = once(async () => ({
  jpeg: await createNoise(64, 64).jpeg().toBuffer(),
  png: await createNoise(64, 64).png().toBuffer(),
}));

/** Ways to put a profile into a picture. */
const embed = {
  jpeg: async (icc: Buffer): Promise<Buffer> => {
    const { jpeg } = await plain();
    const size = 65_000;
    const count = Math.ceil(icc.length / size);
    const segments = Array.from({ length: Math.min(count, 255) }, (_, index) => {
      const head = Buffer.from(
        `ICC_PROFILE\0${String.fromCharCode(index + 1, count & 255)}`,
        'latin1',
      );
      return createSegment(
        0xe2,
        Buffer.concat([head, icc.subarray(index * size, (index + 1) * size)]),
      );
    });
    return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
  },
  png: async (icc: Buffer): Promise<Buffer> => {
    const content = Buffer.concat([Buffer.from('a\0\0', 'latin1'), deflateSync(icc, { level: 1 })]);
    return insertChunks((await plain()).png, [createPngChunk('iCCP', content)]);
  },
  tiff: async (icc: Buffer): Promise<Buffer> => {
    const [pixels, at] = [Buffer.alloc(64 * 64, 0x40), 8];
    const entries = [
      ...createEntries(64, 64, at),
      [34_675, 7, icc.length, at + pixels.length] as const,
    ];
    const directory = createDirectory(entries);
    return Buffer.concat([createHead(at + pixels.length + icc.length), pixels, icc, directory]);
  },
  webp: async (icc: Buffer): Promise<Buffer> => {
    const webp = await sharp((await plain()).jpeg)
      .webp()
      .withIccProfile('p3')
      .toBuffer();
    const at = webp.indexOf('ICCP');
    const end = at + 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2);
    const padded = Buffer.concat([icc, Buffer.alloc(icc.length % 2)]);
    const head = Buffer.from(webp.subarray(at, at + 8));
    head.writeUInt32LE(icc.length, 4);
    const file = Buffer.concat([webp.subarray(0, at), head, padded, webp.subarray(end)]);
    file.writeUInt32LE(file.length - 8, 4);
    return file;
  },
} as const;
