import { expect, test } from 'vitest';
import {
  calibrationViews,
  heldBackViews,
  pictureViews,
} from '../../../models/quantize/picture-views.ts';

const input = { size: 2, resize: 2, filter: 'bilinear' } as const;

/** Red, green and blue of a picture of three by two pixels. */
const row = [0, 1, 2, 50, 51, 52, 100, 101, 102];
const picture = { width: 3, height: 2, data: Uint8Array.from([...row, ...row]) };

test('yields the squares at their positions, each with its mirror image', async () => {
  const requested: unknown[] = [];
  const decode = async (options: unknown) => {
    requested.push(options);
    return picture;
  };
  const views = [{ zoom: 1, positions: [[0, 0] as const, [1, 0] as const] }];
  const squares: number[][] = [];
  for await (const square of pictureViews(decode, views, input)) squares.push([...square]);
  const [left, middle, right] = [
    [0, 1, 2],
    [50, 51, 52],
    [100, 101, 102],
  ] as const;
  expect(squares).toEqual([
    [...left, ...middle, ...left, ...middle],
    [...middle, ...left, ...middle, ...left],
    [...middle, ...right, ...middle, ...right],
    [...right, ...middle, ...right, ...middle],
  ]);
  expect(requested).toEqual([{ resize: 2, filter: 'bilinear' }]);
});

test('calibration does not use the views that are held back', () => {
  const zooms = new Set(calibrationViews.map(({ zoom }) => zoom));
  expect(heldBackViews.filter(({ zoom }) => zooms.has(zoom))).toEqual([]);
});
