import { randomFillSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keepPictureChunks } from '../../../functions/image/png-chunks.ts';
import { encode } from '../../support/encoder.ts';
import { draw, flat, gradient } from '../../support/pixels.ts';
import { insertChunks, pngChunk, readChunks } from '../../support/png-chunk.ts';
import { squareOf } from '../../support/square.ts';

const types = (png: Buffer): string[] => readChunks(png).map(({ type }) => type);

describe('a PNG without what only costs memory', () => {
  test('loses text, frames and unknown chunks and keeps what decides its look', async () => {
    const png = await encode(draw(flat([1, 2, 3])), 'png');
    const extra = ['tEXt', 'gAMA', 'zTXt', 'iTXt', 'sRGB', 'cHRM', 'acTL', 'fcTL', 'vpAg', 'tIME'];
    const full = insertChunks(
      png,
      extra.map((type) => pngChunk(type, Buffer.from('1234'))),
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
    const kept = insertChunks(png, [pngChunk(type, Buffer.alloc(100_000))]);
    const dropped = insertChunks(png, [pngChunk(type, Buffer.alloc(100_001))]);
    expect(types(keepPictureChunks(kept))).toContain(type);
    expect(types(keepPictureChunks(dropped))).not.toContain(type);
  });

  test('is the very same where nothing has to go', () => {
    const [header, image, end] = ['IHDR', 'IDAT', 'IEND'].map((type) =>
      pngChunk(type, Buffer.from('data')),
    );
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header!, image!, end!]);
    expect(keepPictureChunks(png)).toBe(png);
    expect(keepPictureChunks(png.subarray(0, 45))).toEqual(png.subarray(0, 45));
  });

  test('a text bomb is answered as the clean picture, in little memory', async () => {
    const clean = await encode(draw(gradient(100, 100)), 'png');
    const inflated = deflateSync(Buffer.alloc(45 * 2 ** 20), { level: 9 });
    const texts = Array.from({ length: 20 }, (_, number) =>
      pngChunk('zTXt', Buffer.concat([Buffer.from(`Comment ${number}\0\0`), inflated])),
    );
    const bomb = insertChunks(clean, texts);
    expect(bomb.length).toBeLessThan(1_000_000);

    const { pixels: expected } = await squareOf(clean);
    const before = process.resourceUsage().maxRSS;
    const { inspected, pixels } = await squareOf(bomb);
    const grownMiB = (process.resourceUsage().maxRSS - before) / 1024;

    expect(types(inspected.data)).not.toContain('zTXt');
    expect(inspected).toMatchObject({ width: 100, height: 100, bytes: bomb.length });
    expect(pixels.equals(expected)).toBe(true);
    expect(grownMiB).toBeLessThan(100);
  });

  test('a huge colour profile is dropped and the picture answered', async () => {
    const clean = await encode(draw(gradient(100, 100)), 'png');
    const profile = deflateSync(randomFillSync(Buffer.alloc(200_000)));
    const name = Buffer.from('Huge\0\0', 'latin1');
    const heavy = insertChunks(clean, [pngChunk('iCCP', Buffer.concat([name, profile]))]);

    const { inspected, pixels } = await squareOf(heavy);
    expect(types(inspected.data)).not.toContain('iCCP');
    expect(pixels.equals((await squareOf(clean)).pixels)).toBe(true);
  });
});
