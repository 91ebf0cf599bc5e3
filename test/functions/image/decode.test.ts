import { inflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodableFormats, encode } from '../../support/encoder.ts';
import { pictureNames, readPictureFixture, readTorchPixels } from '../../support/fixtures.ts';
import { orientations, store } from '../../support/orientation.ts';
import { difference, draw, flat, gradient, type Pixels } from '../../support/pixels.ts';
import { createPngChunk, insertChunks, readChunks } from '../../support/png-chunk.ts';
import { decodeSquare, readOnlyColour } from '../../support/square.ts';

describe('decoding photographs', () => {
  test.each(pictureNames)('%s has the pixels of TorchVision', async (name) => {
    const { pixels } = await decodeSquare(readPictureFixture(name));
    const { mean, max } = difference(pixels, readTorchPixels(name));
    expect(mean).toBeLessThanOrEqual(0.3);
    expect(max).toBeLessThanOrEqual(3);
  });

  test('a progressive JPEG has the pixels of the baseline one', async () => {
    const coffee = sharp(readPictureFixture('coffee'));
    const baseline = await decodeSquare(await coffee.clone().jpeg({ mozjpeg: false }).toBuffer());
    const progressive = await decodeSquare(
      await coffee.clone().jpeg({ progressive: true }).toBuffer(),
    );
    expect(difference(baseline.pixels, progressive.pixels).max).toBeLessThanOrEqual(2);
  });
});

describe('decoding every format', () => {
  test.each(encodableFormats)('%s', async (format) => {
    const bytes = await encode(draw(flat([200, 60, 40], 33, 21)), format);
    const { inspected, pixels } = await decodeSquare(bytes);
    expect(inspected).toMatchObject({ format, width: 33, height: 21, bytes: bytes.length });
    const expected = flat([200, 60, 40], 224, 224).data;
    expect(difference(pixels, expected).max).toBeLessThanOrEqual(format === 'jpeg' ? 2 : 0);
  });

  test.each(encodableFormats)('one pixel of %s', async (format) => {
    const { inspected, pixels } = await decodeSquare(
      await encode(draw(flat([16, 32, 48], 1, 1)), format),
    );
    expect(inspected).toMatchObject({ format, width: 1, height: 1 });
    const expected = flat([16, 32, 48], 224, 224).data;
    expect(difference(pixels, expected).max).toBeLessThanOrEqual(format === 'jpeg' ? 2 : 0);
  });

  test('an interlaced PNG', async () => {
    const png = await draw(flat([200, 60, 40]))
      .png({ progressive: true })
      .toBuffer();
    expect(await readOnlyColour(png)).toEqual([200, 60, 40]);
  });

  test('a tiled pyramid of TIFF pages', async () => {
    const pyramid = { tile: true, pyramid: true, tileWidth: 16, tileHeight: 16 } as const;
    const tiff = await draw(flat([200, 60, 40], 90, 70))
      .tiff({ compression: 'deflate', ...pyramid })
      .toBuffer();
    expect(await readOnlyColour(tiff)).toEqual([200, 60, 40]);
  });

  test('the narrowest accepted picture', async () => {
    expect(await readOnlyColour(await encode(draw(flat([1, 2, 3], 100, 1)), 'png'))).toEqual([
      1, 2, 3,
    ]);
  });
});

describe('decoding colours', () => {
  test.each(['png', 'tiff'] as const)('16 bits per channel in %s', async (format) => {
    // 0x8080 / 257 = 128
    const bytes = await encode(createDeep([0x8080, 0xffff, 0x0101]).toColourspace('rgb16'), format);
    expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'ushort', channels: 3 });
    expect(await readOnlyColour(bytes)).toEqual([128, 255, 1]);
  });

  test.each(['png', 'tiff'] as const)('16 bits of grey in %s', async (format) => {
    const bytes = await encode(createDeep([0x6464]).toColourspace('grey16'), format);
    expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'ushort', channels: 1 });
    expect(await readOnlyColour(bytes)).toEqual([100, 100, 100]);
  });

  test.each(['jpeg', 'png', 'tiff', 'avif'] as const)('grey in %s', async (format) => {
    const bytes = await encode(draw(flat([100])).toColourspace('b-w'), format);
    expect(await readOnlyColour(bytes)).toEqual([100, 100, 100]);
  });

  test('one bit per pixel', async () => {
    const picture = draw(flat([255])).toColourspace('b-w');
    const tiff = await picture.tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    expect(await readOnlyColour(tiff)).toEqual([255, 255, 255]);
  });

  test('a palette in PNG', async () => {
    const bytes = await draw(flat([200, 60, 40]))
      .png({ palette: true })
      .toBuffer();
    expect(readChunks(bytes).map(({ type }) => type)).toContain('PLTE');
    expect(await readOnlyColour(bytes)).toEqual([200, 60, 40]);
  });

  test.each([
    [255, 255, 255],
    [150, 120, 100],
    [90, 100, 160],
  ])('CMYK in a JPEG: about %i, %i, %i', async (...colour) => {
    const bytes = await draw(flat(colour)).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'cmyk', channels: 4 });
    expect(
      difference(Buffer.from(await readOnlyColour(bytes)), Buffer.from(colour)).max,
    ).toBeLessThan(12);
  });

  test('Display P3 is converted to sRGB by its profile', async () => {
    const bytes = await draw(flat([255, 0, 0]))
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const image = readChunks(bytes).find(({ type }) => type === 'IDAT')!;
    // The red of sRGB in coordinates of Display P3, after the filter byte of the first row.
    const stored = inflateSync(image.data).subarray(1, 4);
    expect(difference(stored, Buffer.from([234, 51, 35])).max).toBeLessThanOrEqual(1);
    const colour = Buffer.from(await readOnlyColour(bytes));
    expect(difference(colour, Buffer.from([255, 0, 0])).max).toBeLessThanOrEqual(3);
  });

  test.each(['jpeg', 'webp', 'tiff', 'avif'] as const)('Display P3 in %s', async (format) => {
    const bytes = await encode(draw(flat([200, 60, 40])).withIccProfile('p3'), format);
    const colour = Buffer.from(await readOnlyColour(bytes));
    expect(difference(colour, Buffer.from([200, 60, 40])).max).toBeLessThanOrEqual(3);
  });
});

describe('decoding transparency', () => {
  const formats = ['png', 'webp', 'tiff', 'avif'] as const;

  // 51 / 255 is a fifth, 204 / 255 four fifths: 100 / 5 + 255 * 4 / 5 = 224.
  test.each(
    formats.flatMap((format) => [
      { format, alpha: 0, colour: [255, 255, 255] },
      { format, alpha: 51, colour: [244, 224, 204] },
      { format, alpha: 204, colour: [211, 131, 51] },
      { format, alpha: 255, colour: [200, 100, 0] },
    ]),
  )('$format of alpha $alpha lies on white', async ({ format, alpha, colour }) => {
    const bytes = await encode(draw(flat([200, 100, 0, alpha])), format);
    expect(await readOnlyColour(bytes)).toEqual(colour);
  });

  test('grey lies on white', async () => {
    const bytes = await encode(draw(flat([100, 51])).toColourspace('b-w'), 'png');
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'b-w', channels: 2 });
    expect(await readOnlyColour(bytes)).toEqual([224, 224, 224]);
  });

  test('16 bits per channel lie on white', async () => {
    const bytes = await encode(
      createDeep([0x6464, 0x6464, 0x6464, 0x3333]).toColourspace('rgb16'),
      'png',
    );
    expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'ushort', channels: 4 });
    expect(await readOnlyColour(bytes)).toEqual([224, 224, 224]);
  });

  test('a GIF pixel is opaque or transparent', async () => {
    expect(await readOnlyColour(await encode(draw(flat([200, 100, 0, 0])), 'gif'))).toEqual([
      255, 255, 255,
    ]);
  });

  test('hidden colours do not bleed into their neighbours', async () => {
    // White to the left, fully transparent black to the right: on white, all of it is white.
    const data = Buffer.alloc(40 * 20 * 4);
    for (let at = 0; at < data.length; at += 4) if ((at / 4) % 40 < 20) data.fill(255, at, at + 4);
    const png = await encode(draw({ data, width: 40, height: 20, channels: 4 }), 'png');
    expect(await readOnlyColour(png)).toEqual([255, 255, 255]);
  });
});

describe('decoding animations', () => {
  test.each(['gif', 'webp'] as const)('the first frame of %s', async (format) => {
    const frames = await Promise.all(
      [
        [200, 60, 40],
        [0, 0, 255],
      ].map((colour) => encode(draw(flat(colour)), 'png')),
    );
    const bytes = await encode(sharp(frames, { join: { animated: true } }), format);
    expect(await sharp(bytes).metadata()).toMatchObject({ pages: 2 });
    const { inspected } = await decodeSquare(bytes);
    expect(inspected).toMatchObject({ width: 30, height: 20 });
    expect(await readOnlyColour(bytes)).toEqual([200, 60, 40]);
  });

  test('the first frame of APNG', async () => {
    expect(await readOnlyColour(await createAnimatedPng([200, 60, 40], [0, 0, 255]))).toEqual([
      200, 60, 40,
    ]);
  });
});

describe('EXIF orientation', () => {
  const upright = gradient(61, 40);
  let large: Pixels;
  let expected: { readonly small: Buffer; readonly large: Buffer };

  beforeAll(async () => {
    const coffee = sharp(readPictureFixture('coffee')).resize(1560, 1040);
    large = { data: await coffee.raw().toBuffer(), width: 1560, height: 1040, channels: 3 };
    const small = await decodeSquare(await encode(draw(upright), 'png'));
    const plain = await decodeSquare(await encode(draw(large), 'jpeg'));
    expected = { small: small.pixels, large: plain.pixels };
  });

  test.each(
    (['png', 'tiff', 'webp'] as const).flatMap((format) =>
      orientations.map((orientation) => ({ format, orientation })),
    ),
  )('$orientation in $format gives the same pixels', async ({ format, orientation }) => {
    const picture = draw(store(upright, orientation)).withMetadata({ orientation });
    const { inspected, pixels } = await decodeSquare(await encode(picture, format));
    expect(inspected).toMatchObject({ width: 61, height: 40 });
    expect(pixels.equals(expected.small)).toBe(true);
  });

  test('the gradient keeps its direction: red to the right, green downwards', async () => {
    const { pixels } = await decodeSquare(await encode(draw(upright), 'png'));
    const at = (x: number, y: number): number[] => [
      ...pixels.subarray((y * 224 + x) * 3).subarray(0, 2),
    ];
    const [left, right] = [at(0, 112), at(223, 112)];
    const [above, below] = [at(112, 0), at(112, 223)];
    expect(right[0]! - left[0]!).toBeGreaterThan(100);
    expect(below[1]! - above[1]!).toBeGreaterThan(100);
  });

  test.each(orientations)('%i of a JPEG that is shrunk while loading', async (orientation) => {
    const picture = draw(store(large, orientation)).withMetadata({ orientation });
    const { inspected, pixels } = await decodeSquare(await encode(picture, 'jpeg'));
    expect(inspected).toMatchObject({ width: 1560, height: 1040 });
    const { mean, max } = difference(pixels, expected.large);
    expect(mean).toBeLessThan(1);
    expect(max).toBeLessThan(12);
  });

  test('an orientation that does not exist changes nothing', async () => {
    const bytes = await encode(draw(upright).withExif({ IFD0: { Orientation: '9' } }), 'png');
    const { inspected } = await decodeSquare(bytes);
    expect(inspected).toMatchObject({ width: 61, height: 40 });
  });
});

/** Creates a picture of one colour with two bytes per channel. */
function createDeep(colour: readonly number[]): Sharp {
  const data = Uint16Array.from(Array.from({ length: 600 }, () => colour).flat());
  return sharp(data, { raw: { width: 30, height: 20, channels: colour.length as 1 | 2 | 3 | 4 } });
}

/** Creates an APNG with two frames: https://www.w3.org/TR/png-3/#apng-frame-based-animation */
async function createAnimatedPng(first: number[], second: number[]): Promise<Buffer> {
  const frame = (number: number): Buffer => {
    const control = Buffer.alloc(26);
    control.writeUInt32BE(number, 0);
    control.writeUInt32BE(30, 4);
    control.writeUInt32BE(20, 8);
    control.writeUInt16BE(1, 20);
    control.writeUInt16BE(10, 22);
    return createPngChunk('fcTL', control);
  };
  const png = await encode(draw(flat(first)), 'png');
  const other = readChunks(await encode(draw(flat(second)), 'png'));
  const image = other.find(({ type }) => type === 'IDAT')!.data;
  const end = createPngChunk('IEND', Buffer.alloc(0));
  return Buffer.concat([
    insertChunks(png.subarray(0, png.length - end.length), [
      createPngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
      frame(0),
    ]),
    frame(1),
    createPngChunk('fdAT', Buffer.concat([Buffer.from([0, 0, 0, 2]), image])),
    end,
  ]);
}
