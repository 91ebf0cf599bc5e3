import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ImageError } from '../../../functions/image/image-error.ts';
import { type Damage, damage, damages } from '../../support/damage.ts';
import { encodableFormats, encode } from '../../support/encoder.ts';
import { root } from '../../support/fixtures.ts';
import { draw, flat, gradient } from '../../support/pixels.ts';
import { createPngChunk, readChunks } from '../../support/png-chunk.ts';
import { decodeSquare, readOnlyColour } from '../../support/square.ts';

/** The codes that bytes alone can cause. */
const codes = ['EMPTY_IMAGE', 'UNSUPPORTED_FORMAT', 'CORRUPT_IMAGE', 'DIMENSIONS_REFUSED'];

let good: Buffer;

beforeAll(async () => {
  good = await encode(draw(flat([200, 60, 40])), 'png');
});

/** Expects that these bytes give pixels or a coded error. */
async function expectPixelsOrRefusal(bytes: Buffer): Promise<void> {
  const outcome = await decodeSquare(bytes).catch((error: unknown) => error);
  if (outcome instanceof ImageError) expect(codes).toContain(outcome.code);
  else expect(outcome).toMatchObject({ pixels: { length: 150_528 } });
}

describe('any bytes give pixels or a coded error', () => {
  test('if they are random', async () => {
    const bytes = fc.uint8Array({ maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(bytes, (array) => expectPixelsOrRefusal(Buffer.from(array))),
      { numRuns: 300 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });

  test('if they start like a picture', async () => {
    const starts = fc.constantFrom(
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR',
      'RIFF\xff\0\0\0WEBPVP8 ',
      'RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0',
      'GIF89a',
      'II*\0\x08\0\0\0',
      'MM\0*\0\0\0\x08',
      '\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf',
    );
    const rest = fc.uint8Array({ maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(starts, rest, (start, array) =>
        expectPixelsOrRefusal(Buffer.concat([Buffer.from(start, 'latin1'), array])),
      ),
      { numRuns: 300 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });

  test.each([
    'still.heic',
    'grid.heic',
    'alpha.heic',
    '8-run-length.bmp',
    '16-565.bmp',
    'animated.avif',
    'cicp-p3.png',
  ])('if they are a damaged %s', async (name) => {
    const whole = readFileSync(join(root, 'test/fixtures/pictures', name));
    await fc.assert(
      fc.asyncProperty(damages, (harm) => expectPixelsOrRefusal(damage(whole, harm))),
      { numRuns: 100 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });

  test.each(encodableFormats)('if they are a damaged %s', async (format) => {
    const whole = await encode(draw(gradient(20, 14)), format);
    await fc.assert(
      fc.asyncProperty(damages, (harm) => expectPixelsOrRefusal(damage(whole, harm))),
      { numRuns: 250 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });

  test('if they are a PNG with damage and correct checksums', async () => {
    const [header, ...others] = readChunks(await encode(draw(gradient(20, 14)), 'png'));
    const png = (harm: Damage, deep: Damage): Buffer =>
      Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        createPngChunk('IHDR', damage(header!.data, { ...harm, kept: 1 })),
        ...others.map(({ type, data }) => createPngChunk(type, damage(data, deep))),
      ]);
    await fc.assert(
      fc.asyncProperty(damages, damages, (harm, deep) => expectPixelsOrRefusal(png(harm, deep))),
      { numRuns: 250 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });

  test('if they are a damaged progressive JPEG', async () => {
    const whole = await draw(gradient(20, 14)).jpeg({ progressive: true }).toBuffer();
    await fc.assert(
      fc.asyncProperty(damages, (harm) => expectPixelsOrRefusal(damage(whole, harm))),
      { numRuns: 250 },
    );
    expect(await readOnlyColour(good)).toEqual([200, 60, 40]);
  });
});
