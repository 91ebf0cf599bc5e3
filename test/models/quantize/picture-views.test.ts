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

test('squares come from their places, each with its mirror image', async () => {
  const asked: unknown[] = [];
  const decode = async (wanted: unknown) => {
    asked.push(wanted);
    return picture;
  };
  const views = [{ zoom: 1, places: [[0, 0] as const, [1, 0] as const] }];
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
  expect(asked).toEqual([{ resize: 2, filter: 'bilinear' }]);
});

test('what is held back is not calibrated with', () => {
  const zooms = new Set(calibrationViews.map(({ zoom }) => zoom));
  expect(heldBackViews.filter(({ zoom }) => zooms.has(zoom))).toEqual([]);
});
