import type { Answer } from '../../../functions/api/contract.ts';

export type Explanation = NonNullable<Answer['explanation']>;
type Grid = Pick<Explanation, 'width' | 'height' | 'values'>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A grid of values between 0 and 1, row by row. */
export interface Field extends Size {
  readonly values: Float32Array;
}

/**
 * Enlarges a class activation map smoothly (Catmull-Rom) to `size` and scales its maximum to 1.
 * Negative values, which are evidence against the class, become 0; without positive ones all are 0.
 */
export function enlarge(grid: Grid, size: Size): Field {
  const max = Math.max(...grid.values);
  const scale = max > 0 ? 1 / max : 0;
  const source = Float32Array.from(grid.values, (value) => Math.max(0, value) * scale);
  const wide = resampleRows(source, { width: grid.width, height: grid.height }, size.width);
  const turned = transpose(wide, { width: size.width, height: grid.height });
  const tall = resampleRows(turned, { width: grid.height, height: size.width }, size.height);
  const values = transpose(tall, { width: size.height, height: size.width });
  return { ...size, values: values.map((value) => Math.min(1, Math.max(0, value))) };
}

/** Resamples each row to `to` values; cells are areas, so their centres are at halves. */
function resampleRows(source: Float32Array, { width, height }: Size, to: number): Float32Array {
  const result = new Float32Array(to * height);
  for (let x = 0; x < to; x++) {
    const position = ((x + 0.5) * width) / to - 0.5;
    const first = Math.floor(position) - 1;
    const weights = catmullRom(position - Math.floor(position));
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (const [i, weight] of weights.entries()) {
        const column = Math.min(Math.max(first + i, 0), width - 1);
        sum += weight * (source[y * width + column] ?? 0);
      }
      result[y * to + x] = sum;
    }
  }
  return result;
}

function catmullRom(t: number): readonly [number, number, number, number] {
  const [square, cube] = [t * t, t * t * t];
  return [
    (-cube + 2 * square - t) / 2,
    (3 * cube - 5 * square + 2) / 2,
    (-3 * cube + 4 * square + t) / 2,
    (cube - square) / 2,
  ];
}

function transpose(source: Float32Array, { width, height }: Size): Float32Array {
  const result = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result[x * height + y] = source[y * width + x] ?? 0;
  }
  return result;
}

/** Finds the ninth of the picture in which the map is hottest: row and column, 0 to 2 from the top left. */
export function hottestThird(
  { values, width, height, region }: Explanation,
  picture: Size,
): { readonly row: number; readonly column: number } {
  const at = values.indexOf(Math.max(...values));
  const x = region.left + (((at % width) + 0.5) / width) * region.width;
  const y = region.top + ((Math.floor(at / width) + 0.5) / height) * region.height;
  const third = (part: number) => Math.min(2, Math.max(0, Math.floor(part * 3)));
  return { row: third(y / picture.height), column: third(x / picture.width) };
}
