import type { Rectangle } from '../image/geometry.ts';
import type { Heat } from './session.ts';

/** A class activation map: where in the picture the network saw the class. */
export interface Explanation {
  /** The class that the map belongs to. */
  index: number;
  width: number;
  height: number;
  /** `width` x `height` numbers, row by row; their mean plus the class's bias is its logit. */
  values: number[];
  /** The part of the upright picture that the map covers, in pixels. */
  region: Rectangle;
}

/** Returns the first map of `heat`, which belongs to the best class and covers `region`. */
export function explain(
  { data, width, height }: Heat,
  index: number,
  region: Rectangle,
): Explanation {
  const values = Array.from(data.subarray(0, width * height), (value) => round(value, 4));
  return { index, width, height, values, region: roundSides(region) };
}

function roundSides({ left, top, width, height }: Rectangle): Rectangle {
  return {
    left: round(left, 2),
    top: round(top, 2),
    width: round(width, 2),
    height: round(height, 2),
  };
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
