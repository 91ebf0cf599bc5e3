import { randomFillSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keepPictureChunks } from '../../../functions/image/png-chunks.ts';
import { encode } from '../../support/encoder.ts';
import { draw, flat, gradient } from '../../support/pixels.ts';
import { createPngChunk, insertChunks, readChunks } from '../../support/png-chunk.ts';
import { decodeSquare } from '../../support/square.ts';

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

  test.each(['iCCP', 'eXIf'])('keeps %s up to 100,000 bytes', async (type) => {
    const png = await encode(draw(flat([1, 2, 3])), 'png');
    const kept = insertChunks(png, [createPngChunk(type, Buffer.alloc(100_000))]);
    const dropped = insertChunks(png, [createPngChunk(type, Buffer.alloc(100_001))]);
    expect(types(keepPictureChunks(kept))).toContain(type);
    expect(types(keepPictureChunks(dropped))).not.toContain(type);
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

  test('a huge colour profile is dropped', async () => {
    const clean = await encode(draw(gradient(100, 100)), 'png');
    const profile = deflateSync(randomFillSync(Buffer.alloc(200_000)));
    const name = Buffer.from('Huge\0\0', 'latin1');
    const heavy = insertChunks(clean, [createPngChunk('iCCP', Buffer.concat([name, profile]))]);

    const { inspected, pixels } = await decodeSquare(heavy);
    expect(types(inspected.data)).not.toContain('iCCP');
    expect(pixels.equals((await decodeSquare(clean)).pixels)).toBe(true);
  });
});
