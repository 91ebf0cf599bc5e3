import { randomFillSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { keepPictureChunks } from '../../../../functions/image/formats/png-chunks.ts';
import { encode } from '../../../support/encoder.ts';
import { draw, flat, gradient } from '../../../support/pixels.ts';
import { createPngChunk, insertChunks, readChunks } from '../../../support/png-chunk.ts';
import { decodeSquare } from '../../../support/square.ts';

const types = (png: Buffer): string[] => readChunks(png).map(({ type }) => type);

describe('a PNG without chunks that only cost memory', () => {
  test('loses text, frames and unknown chunks, and keeps those that affect its look', async () => {
    const png = await encode(draw(flat([1, 2, 3])), 'png');
    const extra = ['tEXt', 'gAMA', 'zTXt', 'iTXt', 'sRGB', 'cHRM', 'acTL', 'fcTL', 'vpAg', 'tIME'];
    const full = insertChunks(
      png,
      extra.map((type) => createPngChunk(type, Buffer.from('1234'))),
    );
    expect(types(keepPictureChunks(full)).filter((type) => type !== 'pHYs')).toEqual([
      'IHDR',
      'gAMA',
      'sRGB',
      'cHRM',
      'IDAT',
      'IEND',
    ]);
  });

  test('keeps palette and transparency', async () => {
    const png = await draw(flat([200, 60, 40, 0]))
      .png({ palette: true })
      .toBuffer();
    expect(types(keepPictureChunks(png))).toEqual(expect.arrayContaining(['PLTE', 'tRNS']));
  });

  test('keeps one eXIf of any length', async () => {
    const png = await encode(draw(flat([1, 2, 3])), 'png');
    const chunk = createPngChunk('eXIf', Buffer.alloc(120_000));
    expect(types(keepPictureChunks(insertChunks(png, [chunk])))).toContain('eXIf');
    const kept = types(keepPictureChunks(insertChunks(png, [chunk, chunk])));
    expect(kept.filter((type) => type === 'eXIf')).toEqual(['eXIf']);
  });

  test.each([
    ['a profile of 200 kB', createProfile(randomFillSync(Buffer.alloc(200_000))), true],
    ['a profile that unpacks to 4 MB', createProfile(Buffer.alloc(4_000_000)), true],
    ['a profile that unpacks to more', createProfile(Buffer.alloc(4_000_001)), false],
    ['a profile that does not unpack', Buffer.from('Broken\0\0broken', 'latin1'), false],
    ['a profile without a name', Buffer.alloc(0), false],
  ])('treats %s by what it unpacks to', async (_, data, isKept) => {
    const png = await encode(draw(flat([1, 2, 3])), 'png');
    const profiled = insertChunks(png, [createPngChunk('iCCP', data)]);
    expect(types(keepPictureChunks(profiled)).includes('iCCP')).toBe(isKept);
  });

  test('is the same buffer if there is nothing to remove', () => {
    const [header, image, end] = ['IHDR', 'IDAT', 'IEND'].map((type) =>
      createPngChunk(type, Buffer.from('data')),
    );
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header!, image!, end!]);
    expect(keepPictureChunks(png)).toBe(png);
    expect(keepPictureChunks(png.subarray(0, 45))).toEqual(png.subarray(0, 45));
  });

  test('a text bomb gives the clean picture, in little memory', async () => {
    const clean = await encode(draw(gradient(100, 100)), 'png');
    const inflated = deflateSync(Buffer.alloc(45 * 2 ** 20), { level: 9 });
    const texts = Array.from({ length: 20 }, (_, number) =>
      createPngChunk('zTXt', Buffer.concat([Buffer.from(`Comment ${number}\0\0`), inflated])),
    );
    const bomb = insertChunks(clean, texts);
    expect(bomb.length).toBeLessThan(1_000_000);

    const { pixels: expected } = await decodeSquare(clean);
    const before = process.resourceUsage().maxRSS;
    const { inspected, pixels } = await decodeSquare(bomb);
    const grownMiB = (process.resourceUsage().maxRSS - before) / 1024;

    expect(types(inspected.data)).not.toContain('zTXt');
    expect(inspected).toMatchObject({ width: 100, height: 100, bytes: bomb.length });
    expect(pixels.equals(expected)).toBe(true);
    expect(grownMiB).toBeLessThan(100);
  });

  test('a large orientation and a large profile count', async () => {
    const sideways = Buffer.concat([
      Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1'),
      Buffer.alloc(120_000),
    ]);
    const png = await encode(draw(gradient(60, 40)), 'png');
    const turned = insertChunks(png, [createPngChunk('eXIf', sideways)]);
    expect(await decodeSquare(turned)).toMatchObject({ inspected: { width: 40, height: 60 } });

    const p3 = await draw(flat([250, 20, 20]))
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const { icc } = await sharp(p3).metadata();
    const padded = createProfile(Buffer.concat([icc!, randomFillSync(Buffer.alloc(150_000))]));
    const plain = await encode(draw(flat([250, 20, 20])), 'png');
    const profiled = insertChunks(plain, [createPngChunk('iCCP', padded)]);
    const [a, b] = [await decodeSquare(profiled), await decodeSquare(plain)];
    expect(a.pixels.equals(b.pixels)).toBe(false);
  });
});

function createProfile(profile: Buffer): Buffer {
  return Buffer.concat([Buffer.from('Profile\0\0', 'latin1'), deflateSync(profile)]);
}
