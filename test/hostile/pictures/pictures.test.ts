import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readChunks } from '../../support/png-chunk.ts';
import { Random } from '../random.ts';
import { createGrid, getCoded } from './formats/heif.ts';
import { multiplyScan } from './formats/jpeg.ts';
import { createScans } from './formats/jpeg-scans.ts';
import { createPng } from './formats/png.ts';
import { createAnimation } from './formats/webp.ts';
import { mutate, repairChecksums } from './mutate.ts';
import { pictures } from './part.ts';
import { findSections } from './sections.ts';
import { createNoise, formats, getSeeds } from './seeds.ts';

/** Kinds that take long to make. */
const slow = ['dear', 'png-text-bombs', 'tiff-directories', 'webp-frames'];
const kinds = Object.entries(pictures.kinds).filter(([name]) => !slow.includes(name));

test.each(kinds)(
  '%s: the same key gives the same bytes, another key others',
  async (_name, kind) => {
    const make = async (key: string) => (await kind.make(new Random(key))).input;
    const [first, same, ...others] = await Promise.all(['a', 'a', 'b', 'c'].map(make));
    expect(first && same && first.equals(same)).toBe(true);
    expect(others.some((other) => first && other && !first.equals(other))).toBe(true);
  },
);

test.each(formats)(
  '%s: the sections of a valid file are in it, and most mutations change it',
  async (format) => {
    const seeds = await getSeeds();
    expect(seeds[format].length).toBeGreaterThan(1);
    const withSections = seeds[format].filter((seed) => findSections(format, seed).length > 1);
    expect(withSections.length).toBeGreaterThan(seeds[format].length * 0.8);
    const results = Array.from({ length: 40 }, (_, index) => {
      const { bytes } = mutate(new Random(`${format}:${index}`), format, seeds);
      return seeds[format].some((seed) => seed.equals(bytes));
    });
    expect(results.filter((isSame) => isSame).length).toBeLessThan(10);
  },
);

test('checksums of PNG chunks are right after a repair', async () => {
  const [png] = (await getSeeds()).png;
  const broken = Buffer.from(png as Buffer);
  broken[broken.length - 20] = (broken[broken.length - 20] ?? 0) ^ 0xff;
  const repaired = repairChecksums(broken);
  for (const { type, data } of readChunks(repaired)) {
    const at = repaired.indexOf(Buffer.concat([Buffer.from(type, 'latin1'), data]));
    expect(repaired.readUInt32BE(at + 4 + data.length)).toBe(
      crc32(repaired.subarray(at, at + 4 + data.length)),
    );
  }
});

test('what is to be valid is read by a decoder', async () => {
  const png = createPng({ width: 300, height: 200, bits: 16, colour: 6, interlace: 1 });
  expect((await sharp(png).raw().toBuffer()).length).toBe(300 * 200 * 4);
  expect((await sharp(createAnimation(7, 20)).metadata()).pages).toBe(7);
  const scans100 = createScans({ width: 300, height: 200, scans: 100 });
  expect((await sharp(scans100, { failOn: 'warning' }).raw().toBuffer()).length).toBeGreaterThan(0);
  expect(findSections('jpeg', scans100).length).toBe(103);
  const progressive = await createNoise(40, 40).jpeg({ progressive: true }).toBuffer();
  const scans = findSections('jpeg', multiplyScan(progressive, 50)).length;
  expect(scans - findSections('jpeg', progressive).length).toBe(50);
  const [avif] = await getCoded();
  if (!avif) throw new Error('there is no seed');
  const { width, height } = await sharp(
    createGrid(avif, { columns: 3, rows: 2, shared: true }),
  ).metadata();
  expect([width, height]).toEqual([avif.width * 3, avif.height * 2]);
});
