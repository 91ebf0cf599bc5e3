import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { type EncodableFormat, encodableFormats, encode } from '../../support/encoder.ts';
import { readPictureFixture, root } from '../../support/fixtures.ts';
import { draw, flat, gradient } from '../../support/pixels.ts';
import { decodeSquare } from '../../support/square.ts';
import { claimSize } from './claimed-size.ts';

const small = () => draw(gradient(16, 16));
const progressive = () => small().jpeg({ progressive: true }).toBuffer();

describe('inspecting a picture', () => {
  test('returns format, size and bytes', async () => {
    const bytes = readPictureFixture('coffee');
    const { data, ...rest } = await inspect(bytes, localLimits);
    const expected = {
      format: 'jpeg',
      width: 600,
      height: 400,
      bytes: 79_975,
      profile: 'none',
      isLimitedGrey: false,
      decoder: 'here',
    };
    expect(rest).toEqual(expected);
    expect(data).toBe(bytes);
  });

  test('returns the upright size', async () => {
    const bytes = await encode(
      draw(flat([1, 2, 3], 30, 20)).withMetadata({ orientation: 6 }),
      'jpeg',
    );
    expect(await inspect(bytes, localLimits)).toMatchObject({ width: 20, height: 30 });
  });

  test('refuses an empty picture', async () => {
    await expect(inspect(Buffer.alloc(0), localLimits)).rejects.toMatchObject({
      name: 'ImageError',
      code: 'EMPTY_IMAGE',
      details: {},
    });
  });
});

describe('a picture that claims to be huge', () => {
  const limits: Record<EncodableFormat, { max: [number, number]; limit: number }> = {
    jpeg: { max: [8_000, 8_000], limit: 64_000_000 },
    png: { max: [6_000, 4_000], limit: 24_000_000 },
    webp: { max: [6_000, 4_000], limit: 24_000_000 },
    gif: { max: [6_000, 4_000], limit: 24_000_000 },
    tiff: { max: [6_000, 4_000], limit: 24_000_000 },
    avif: { max: [5_000, 2_500], limit: 12_500_000 },
  };

  test.each(encodableFormats)('%s is accepted up to the limit of its format', async (format) => {
    const [width, height] = limits[format].max;
    const bytes = claimSize(await encode(small(), format), format, { width, height });
    expect(await inspect(bytes, localLimits)).toMatchObject({ format, width, height });
  });

  test.each(encodableFormats)('%s is refused one row beyond it', async (format) => {
    const { max, limit } = limits[format];
    const size = { width: max[0], height: max[1] + 1 };
    const bytes = claimSize(await encode(small(), format), format, size);
    expect(bytes.length).toBeLessThan(2_000);
    await expect(inspect(bytes, localLimits)).rejects.toMatchObject({
      name: 'ImageError',
      code: 'DIMENSIONS_REFUSED',
      details: { ...size, reason: 'pixels', limit },
    });
  });

  test.each([
    ['jpeg', 65_500, 65_500],
    ['png', 100_000, 90_000],
    ['webp', 16_383, 16_383],
    ['gif', 65_535, 65_535],
    ['tiff', 100_000, 90_000],
    ['avif', 16_000, 16_000],
  ] as const)('%s of %i x %i is refused with its size', async (format, width, height) => {
    const bytes = claimSize(await encode(small(), format), format, { width, height });
    await expect(inspect(bytes, localLimits)).rejects.toMatchObject({
      code: 'DIMENSIONS_REFUSED',
      details: { width, height, reason: 'pixels' },
    });
  });

  test('a progressive JPEG has the smaller limit, because it is decoded whole', async () => {
    const jpeg = await progressive();
    const largest = claimSize(jpeg, 'jpeg', { width: 6_000, height: 4_000 });
    expect(await inspect(largest, localLimits)).toMatchObject({ width: 6_000, height: 4_000 });
    await expect(
      inspect(claimSize(jpeg, 'jpeg', { width: 6_000, height: 4_001 }), localLimits),
    ).rejects.toMatchObject({ details: { reason: 'pixels', limit: 24_000_000 } });
  });

  test('a progressive JPEG that ends after its first scan has the smaller limit too', async () => {
    const jpeg = claimSize(await progressive(), 'jpeg', { width: 8_000, height: 8_000 });
    const second = jpeg.indexOf('ffda', jpeg.indexOf('ffda', 'hex') + 2, 'hex');
    await expect(inspect(jpeg.subarray(0, second), localLimits)).rejects.toMatchObject({
      details: { reason: 'pixels', limit: 24_000_000 },
    });
  });

  test('a baseline JPEG with several scans has the smaller limit too', async () => {
    const jpeg = claimSize(await encode(small(), 'jpeg'), 'jpeg', { width: 8_000, height: 8_000 });
    await expect(inspect(repeatScan(jpeg, 2), localLimits)).rejects.toMatchObject({
      details: { reason: 'pixels', limit: 24_000_000 },
    });
  });

  test('an AVIF that is larger than it claims is not decoded', async () => {
    const bytes = await encode(draw(flat([1, 2, 3], 1_200, 1_200)), 'avif');
    const modest = claimSize(bytes, 'avif', { width: 100, height: 100 });
    expect(await inspect(modest, localLimits)).toMatchObject({ width: 100, height: 100 });
    await expect(decodeSquare(modest)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
  });

  test('a size that no decoder accepts is a damaged header', async () => {
    const size = { width: 2_000_000_000, height: 2_000_000_000 };
    const bytes = claimSize(await encode(small(), 'png'), 'png', size);
    await expect(inspect(bytes, localLimits)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
  });
});

describe('a picture that costs more than its size', () => {
  test.each([
    [10_001, 100],
    [100, 10_001],
    [101, 1],
    [1, 101],
  ])('is refused if %i x %i is too narrow', async (width, height) => {
    const bytes = claimSize(await encode(small(), 'png'), 'png', { width, height });
    await expect(inspect(bytes, localLimits)).rejects.toMatchObject({
      code: 'DIMENSIONS_REFUSED',
      details: { width, height, reason: 'aspect-ratio', limit: 100 },
    });
  });

  test('is accepted if it is a hundred times as wide as high', async () => {
    const bytes = claimSize(await encode(small(), 'png'), 'png', { width: 10_000, height: 100 });
    expect(await inspect(bytes, localLimits)).toMatchObject({ width: 10_000, height: 100 });
  });

  test('is refused if a JPEG has more than a hundred scans', async () => {
    const jpeg = await progressive();
    const scans = 10;
    const largest = repeatScan(jpeg, 101 - scans);
    expect(await inspect(largest, localLimits)).toMatchObject({ format: 'jpeg' });
    await expect(inspect(repeatScan(jpeg, 102 - scans), localLimits)).rejects.toMatchObject({
      code: 'DIMENSIONS_REFUSED',
      details: { width: 16, height: 16, reason: 'scans', limit: 100 },
    });
  });

  test.each([
    { colours: 'srgb', channels: 5, limit: 4 },
    { colours: 'srgb', channels: 9, limit: 4 },
    { colours: 'b-w', channels: 3, limit: 2 },
    { colours: 'b-w', channels: 4, limit: 2 },
  ] as const)('is refused with $channels channels in $colours', async (row) => {
    const plane = { data: Buffer.alloc(16 * 16, 100), width: 16, height: 16, channels: 1 } as const;
    const planes = Array.from({ length: row.channels - 1 }, () => plane.data);
    const tiff = await draw(plane)
      .joinChannel(planes, { raw: { width: 16, height: 16, channels: 1 } })
      .toColourspace(row.colours)
      .tiff({ compression: 'none' })
      .toBuffer();
    const { space, channels } = await sharp(tiff, { limitInputChannels: false }).metadata();
    expect({ space, channels }).toEqual({ space: row.colours, channels: row.channels });
    await expect(inspect(tiff, localLimits)).rejects.toMatchObject({
      code: 'DIMENSIONS_REFUSED',
      details: { width: 16, height: 16, reason: 'channels', limit: row.limit },
    });
  });
});

describe('a truncated picture', () => {
  test.each(
    encodableFormats.flatMap((format) =>
      [0.9, 0.5, 0.02].map((share) => ({ format, share, name: `${share * 100} %` })),
    ),
  )('$format after $name', async ({ format, share }) => {
    const whole = await encode(sharp(readPictureFixture('coffee')).resize(150, 100), format);
    const bytes = whole.subarray(0, Math.floor(whole.length * share));
    await expect(decodeSquare(bytes)).rejects.toMatchObject({
      name: 'ImageError',
      code: 'CORRUPT_IMAGE',
      details: { format },
      cause: expect.any(Error),
    });
  });

  test.each(encodableFormats)('%s after its first dozen bytes', async (format) => {
    const bytes = (await encode(small(), format)).subarray(0, format === 'avif' ? 32 : 12);
    await expect(decodeSquare(bytes)).rejects.toMatchObject({
      code: 'CORRUPT_IMAGE',
      details: { format },
    });
  });
});

/** Repeats the first scan of a JPEG, including its data. */
function repeatScan(jpeg: Buffer, times: number): Buffer {
  const start = jpeg.indexOf('ffda', 'hex');
  let end = start + 2;
  while (jpeg[end] !== 0xff || jpeg[end + 1] === 0) end += 1;
  const scan = jpeg.subarray(start, end);
  const scans = Array.from({ length: times }, () => scan);
  return Buffer.concat([jpeg.subarray(0, start), ...scans, jpeg.subarray(end)]);
}

test('a TIFF of floating-point numbers has a third of the pixels', async () => {
  const float = readFileSync(join(root, 'test/fixtures/pictures/tiff', 'grey-float-bright.tif'));
  const limits = { ...localLimits, pixels: { ...localLimits.pixels, other: 3_000 } };
  await expect(inspect(float, limits)).rejects.toMatchObject({
    code: 'DIMENSIONS_REFUSED',
    details: { reason: 'pixels', limit: 1_000 },
  });
});

test('a TIFF whose tiles are much larger than the picture is refused by name', async () => {
  const tiff = { tile: true, tileWidth: 512, tileHeight: 512 };
  const bytes = await draw(gradient(100, 100)).tiff(tiff).toBuffer();
  await expect(inspect(bytes, localLimits)).rejects.toMatchObject({
    code: 'UNSUPPORTED_FORMAT',
    details: { format: 'TIFF with tiles much larger than the picture' },
  });
});

test('a HEIC with millions of properties is refused', async () => {
  const still = readFileSync(join(root, 'test/fixtures/pictures/still.heic'));
  const at = still.indexOf('ipma') - 4;
  const size = still.readUInt32BE(at);
  // Entries of 255 properties each, for items that do not exist, and then the real ones.
  const entry = Buffer.concat([Buffer.from([0, 99, 255]), Buffer.alloc(255, 1)]);
  const count = 10_000;
  const head = Buffer.from(still.subarray(at, at + 16));
  head.writeUInt32BE(size + count * entry.length, 0);
  head.writeUInt32BE(head.readUInt32BE(12) + count, 12);
  const bomb = Buffer.concat([
    still.subarray(0, at),
    head,
    ...Array<Buffer>(count).fill(entry),
    still.subarray(at + 16),
  ]);
  for (const box of ['meta', 'iprp']) {
    const start = bomb.indexOf(box) - 4;
    bomb.writeUInt32BE(bomb.readUInt32BE(start) + count * entry.length, start);
  }
  await expect(inspect(bomb, localLimits)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE' });
});
