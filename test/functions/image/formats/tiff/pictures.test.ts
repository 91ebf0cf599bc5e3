import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertSamples } from '../../../../../functions/image/decoding/tiff/convert-samples.ts';
import { inspectTiff } from '../../../../../functions/image/formats/tiff/inspect-tiff.ts';
import { sharp } from '../../../../../functions/image/sharp.ts';
import { root } from '../../../../support/fixtures.ts';

/** What is expected of a picture in test/fixtures/pictures/tiff, which tiff.py writes. */
type Expected =
  | {
      readonly format: string;
      readonly width: number;
      readonly height: number;
      /** Mean colours of 8 x 6 cells, base64. */
      readonly grid: string;
      /** Of 255 levels. */
      readonly tolerance: number;
    }
  | { readonly code: string; readonly named?: string };

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** RGB. */
  readonly data: Buffer;
}

const folder = join(root, 'test/fixtures/pictures');
const pictures = Object.entries<Expected>(
  JSON.parse(readFileSync(join(folder, 'tiff.json'), 'utf8')),
);

/** Decodes a TIFF, or returns why not. */
async function decode(bytes: Buffer): Promise<Decoded | { code: string; named?: string }> {
  const picture = inspectTiff(bytes);
  if ('unsupported' in picture) return { code: 'UNSUPPORTED_FORMAT', named: picture.unsupported };
  const { data, samples } = picture;
  try {
    const upright = sharp(data, { failOn: 'error', pages: 1, limitInputChannels: 6 }).autoOrient();
    const opened = samples ? await convertSamples(upright, samples) : upright;
    const flat = opened.flatten({ background: '#ffffff' }).toColourspace('srgb').raw();
    const { data: pixels, info } = await flat.toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: pixels };
  } catch {
    return { code: 'CORRUPT_IMAGE' };
  }
}

/** Mean colours of 8 x 6 cells, row by row; the sides are multiples of 24 pixels. */
function averageCells({ width, height, data }: Decoded): number[] {
  const [across, down] = [width / 8, height / 6];
  const sums = new Array<number>(8 * 6 * 3).fill(0);
  data.forEach((value, at) => {
    const pixel = Math.floor(at / 3);
    const column = Math.floor((pixel % width) / across);
    const row = Math.floor(pixel / width / down);
    const cell = (row * 8 + column) * 3 + (at % 3);
    sums[cell] = (sums[cell] ?? 0) + value;
  });
  return sums.map((sum) => sum / (across * down));
}

describe('a TIFF of every kind', () => {
  test.each(pictures)('%s', async (name, expected) => {
    const decoded = await decode(readFileSync(join(folder, 'tiff', name)));
    if ('code' in expected) {
      expect(decoded).toEqual(expected);
      return;
    }
    const { width, height, grid, tolerance } = expected;
    expect(decoded).toMatchObject({ width, height });
    const cells = averageCells(decoded as Decoded);
    const differences = [...Buffer.from(grid, 'base64')].map((value, i) =>
      Math.abs(value - (cells[i] ?? Number.NaN)),
    );
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });
});
