import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeWhole } from '../../../functions/image/decode.ts';
import type { Size } from '../../../functions/image/geometry.ts';
import { inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { root } from '../../support/fixtures.ts';

/** What is expected of a picture in test/fixtures/pictures, which make.py and tiff.py write. */
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

const folder = join(root, 'test/fixtures/pictures');
const read = (name: string): Buffer => readFileSync(join(folder, name));
const readExpected = (name: string): [string, Expected][] =>
  Object.entries<Expected>(JSON.parse(read(name).toString()));
const pictures = [
  ...readExpected('pictures.json'),
  ...readExpected('tiff.json').map(([name, expected]) => [`tiff/${name}`, expected] as const),
];

/** Mean colours of the cells of a grid, row by row. */
function averageCells({ width, height, data }: Size & { data: Buffer }): number[] {
  const [columns, rows] = [8, 6];
  const means: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [(column * width) / columns, ((column + 1) * width) / columns];
      const [top, bottom] = [(row * height) / rows, ((row + 1) * height) / rows];
      let [red, green, blue] = [0, 0, 0];
      for (let y = Math.floor(top); y < bottom; y += 1) {
        for (let x = Math.floor(left); x < right; x += 1) {
          const share =
            (Math.min(x + 1, right) - Math.max(x, left)) *
            (Math.min(y + 1, bottom) - Math.max(y, top));
          const at = (y * width + x) * 3;
          red += share * (data[at] ?? 0);
          green += share * (data[at + 1] ?? 0);
          blue += share * (data[at + 2] ?? 0);
        }
      }
      const area = (right - left) * (bottom - top);
      means.push(red / area, green / area, blue / area);
    }
  }
  return means;
}

async function decodeFixture(name: string) {
  const inspected = await inspect(read(name), localLimits);
  const { format, width, height } = inspected;
  const resize = Math.min(width, height);
  const whole = await decodeWhole(inspected, { resize, filter: 'bilinear' });
  return { format, width, height, cells: averageCells(whole) };
}

describe('a picture of every kind', () => {
  test.each(pictures)('%s', async (name, expected) => {
    if ('code' in expected) {
      const { code, named } = expected;
      const details = named === undefined ? {} : { details: { format: named } };
      await expect(decodeFixture(name)).rejects.toMatchObject({ code, ...details });
      return;
    }
    const { grid, tolerance, ...header } = expected;
    const { cells, ...decoded } = await decodeFixture(name);
    expect(decoded).toEqual(header);
    const differences = [...Buffer.from(grid, 'base64')].map((value, i) =>
      Math.abs(value - (cells[i] ?? Number.NaN)),
    );
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });
});
