import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode, decodeWhole } from '../../../../../functions/image/decode.ts';
import { planResampling } from '../../../../../functions/image/decoding/resampling/plan-resampling.ts';
import { resample } from '../../../../../functions/image/decoding/resampling/resample.ts';
import { computeGeometry, type Size } from '../../../../../functions/image/geometry.ts';
import { inspect } from '../../../../../functions/image/inspect.ts';
import { localLimits } from '../../../../../functions/image/limits.ts';
import { readPictureFixture, root } from '../../../../support/fixtures.ts';

interface Case extends Size {
  readonly filter: 'bilinear' | 'bicubic';
  readonly sha256: string;
}

/** Made by test/fixtures/resample/make.py with Pillow 13. */
const cases: readonly Case[] = JSON.parse(
  readFileSync(join(root, 'test/fixtures/resample/pillow.json'), 'utf8'),
);

/** The same bytes as those of make.py. */
function noise({ width, height }: Size): Buffer {
  const bytes = Buffer.alloc(width * height * 3);
  let state = 7;
  for (let i = 0; i < bytes.length; i += 1) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    bytes[i] = state >> 16;
  }
  return bytes;
}

function whole({ width, height }: Size) {
  return { left: 0, top: 0, width, height };
}

test.each(cases)('$width x $height, $filter, is resized to Pillow’s very pixels', (size) => {
  const { scaled } = computeGeometry(size, { resize: 256, size: 224 });
  const plan = planResampling({ size, scaled, crop: whole(scaled), filter: size.filter });
  const pixels = resample(noise(size), plan);
  expect(createHash('sha256').update(pixels).digest('hex')).toBe(size.sha256);
});

test.each(['bilinear', 'bicubic'] as const)(
  'a crop is the same part of the whole, %s',
  (filter) => {
    const size = { width: 90, height: 300 };
    const { scaled, crop } = computeGeometry(size, { resize: 256, size: 224 });
    const pixels = noise(size);
    const all = resample(pixels, planResampling({ size, scaled, crop: whole(scaled), filter }));
    const plan = planResampling({ size, scaled, crop, filter });
    const part = plan.source;
    expect(part.height).toBeLessThan(size.height);
    const rows = Array.from({ length: part.height }, (_, y) => {
      const at = ((part.top + y) * size.width + part.left) * 3;
      return pixels.subarray(at, at + part.width * 3);
    });
    const cut = resample(Buffer.concat(rows), plan);
    for (let y = 0; y < crop.height; y += 1) {
      const at = ((crop.top + y) * scaled.width + crop.left) * 3;
      const row = cut.subarray(y * crop.width * 3, (y + 1) * crop.width * 3);
      expect(row.equals(all.subarray(at, at + crop.width * 3))).toBe(true);
    }
  },
);

/** TorchVision's settings for most classifiers. */
const input = { size: 224, resize: 256 } as const;

describe('a decoded picture', () => {
  test.each([1, 5, 64, 200, 255, 256, 300, 511, 1025, 1537])(
    'of side %i that is mirrored gives mirrored pixels',
    async (side) => {
      const raw = { width: side, height: side, channels: 3 } as const;
      const png = await sharp(noise(raw), { raw }).png({ compressionLevel: 1 }).toBuffer();
      const mirrored = await sharp(png).flop().png({ compressionLevel: 1 }).toBuffer();
      const [a, b] = await Promise.all([png, mirrored].map(decodePng));
      const difference = compare(a as Buffer, mirror(b as Buffer));
      expect(difference.mean).toBeLessThanOrEqual(0.2);
      expect(difference.max).toBeLessThanOrEqual(3);
    },
  );

  test.each([
    { width: 1600, height: 1200, format: 'png' },
    { width: 1537, height: 2600, format: 'png' },
    { width: 1600, height: 1200, format: 'jpeg' },
    { width: 2999, height: 4001, format: 'jpeg' },
    { width: 4000, height: 3000, format: 'jpeg' },
  ] as const)(
    '$width x $height as $format has the pixels of resampling all of it, to its border',
    async ({ width, height, format }) => {
      const picture = await sharp(readPictureFixture('china'))
        .resize(width, height, { fit: 'fill' })
        .toFormat(format, format === 'png' ? { compressionLevel: 1 } : { quality: 90 })
        .toBuffer();
      const data = await sharp(picture).raw().toBuffer();
      const { scaled } = computeGeometry({ width, height }, input);
      for (const filter of ['bilinear', 'bicubic'] as const) {
        const plan = planResampling({
          size: { width, height },
          scaled,
          crop: whole(scaled),
          filter,
        });
        const expected = resample(data, plan);
        const decoded = await decodeWhole(await inspect(picture, localLimits), {
          resize: 256,
          filter,
        });
        const difference = compare(decoded.data, expected);
        expect(difference.mean).toBeLessThanOrEqual(0.3);
        expect(difference.max).toBeLessThanOrEqual(3);
      }
    },
  );
});

async function decodePng(png: Buffer): Promise<Buffer> {
  return await decode(await inspect(png, localLimits), { ...input, filter: 'bilinear' });
}

function mirror(pixels: Buffer): Buffer {
  const mirrored = Buffer.alloc(pixels.length);
  for (let y = 0; y < input.size; y += 1) {
    for (let x = 0; x < input.size; x += 1) {
      const from = (y * input.size + x) * 3;
      pixels.copy(mirrored, (y * input.size + input.size - 1 - x) * 3, from, from + 3);
    }
  }
  return mirrored;
}

/** Differences of two pictures in levels of 255. */
function compare(a: Buffer, b: Buffer): { readonly mean: number; readonly max: number } {
  expect(a.length).toBe(b.length);
  let sum = 0;
  let max = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = Math.abs((a[i] as number) - (b[i] as number));
    sum += difference;
    max = Math.max(max, difference);
  }
  return { mean: sum / a.length, max };
}
