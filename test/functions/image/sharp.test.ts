import { describe, expect, test } from 'vitest';
import { sharp } from '../../../functions/image/sharp.ts';
import { encodableFormats, encode } from '../../support/encoder.ts';
import { picturePath } from '../../support/fixtures.ts';
import { draw, flat } from '../../support/pixels.ts';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9"/></svg>';

describe('the decoder', () => {
  test.each(encodableFormats)('reads %s from memory', async (format) => {
    const bytes = await encode(draw(flat([1, 2, 3], 9, 7)), format);
    const { info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 9, height: 7 });
  });

  test.each([
    ['SVG', svg],
    ['SVG after an XML declaration', `<?xml version="1.0"?>\n${svg}`],
    ['PDF', '%PDF-1.7\n'],
    ['PPM', 'P6 1 1 255\nabc'],
    ['an OpenSlide or ImageMagick script', 'push graphic-context\n'],
    ['Radiance', '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\nabcd'],
    ['BMP', 'BM\x36\0\0\0\0\0\0\0\x36\0\0\0'],
  ])('has no loader for %s', async (_name, text) => {
    await expect(sharp(Buffer.from(text, 'latin1')).metadata()).rejects.toThrow(
      'unsupported image format',
    );
  });

  test('opens no file, not even a picture', async () => {
    await expect(sharp(picturePath('coffee')).metadata()).rejects.toThrow();
    await expect(sharp(picturePath('coffee')).raw().toBuffer()).rejects.toThrow();
  });

  test('keeps nothing between pictures and uses one thread', () => {
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
    expect(sharp.concurrency()).toBe(1);
  });
});
