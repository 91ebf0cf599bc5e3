import type { ModelInput } from '../format/manifest.ts';

/** Squares to cut out of a picture at one zoom. */
export interface Views {
  /** Short side of the resized picture, as a multiple of the square's. */
  readonly zoom: number;
  /** Where the squares lie, each from 0, 0 (left, top) to 1, 1 (right, bottom). */
  readonly places: readonly (readonly [x: number, y: number])[];
}

const middle = [0.5, 0.5] as const;

/** The whole, the middle, four corners, and five places of a closer look. */
export const calibrationViews: readonly Views[] = [
  { zoom: 1, places: [middle] },
  { zoom: 8 / 7, places: [middle] },
  {
    zoom: 9 / 7,
    places: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  },
  { zoom: 25 / 14, places: [middle, [0, 0.5], [1, 0.5], [0.5, 0], [0.5, 1]] },
];

const nearCorners = [
  [0.2, 0.2],
  [0.2, 0.8],
  [0.8, 0.2],
  [0.8, 0.8],
] as const;

/** Squares that calibration does not see, to compare int8 with float32 on. */
export const heldBackViews: readonly Views[] = [
  { zoom: 15 / 14, places: nearCorners },
  { zoom: 17 / 14, places: nearCorners },
  { zoom: 19 / 14, places: nearCorners },
];

/** A picture's pixels, RGB bytes row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Decodes the whole of a picture, upright, to a short side of `resize` pixels. */
export type Decode = (input: Pick<ModelInput, 'resize' | 'filter'>) => Promise<Pixels>;

/** Cuts squares out of a picture, RGB bytes `[size, size, 3]`, each followed by its mirror image. */
export async function* pictureViews(
  decode: Decode,
  views: readonly Views[],
  { size, filter }: ModelInput,
): AsyncGenerator<Uint8Array> {
  for (const { zoom, places } of views) {
    const picture = await decode({ resize: Math.round(size * zoom), filter });
    for (const [x, y] of places) {
      const left = Math.round((picture.width - size) * x);
      const top = Math.round((picture.height - size) * y);
      const square = cut(picture, { left, top, size });
      yield square;
      yield mirrored(square, size);
    }
  }
}

function cut(picture: Pixels, at: { left: number; top: number; size: number }): Uint8Array {
  const { left, top, size } = at;
  const square = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const start = ((top + row) * picture.width + left) * 3;
    square.set(picture.data.subarray(start, start + size * 3), row * size * 3);
  }
  return square;
}

function mirrored(square: Uint8Array, size: number): Uint8Array {
  const mirror = new Uint8Array(square.length);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const column = pixel % size;
    const opposite = pixel - column + (size - 1 - column);
    mirror.set(square.subarray(pixel * 3, pixel * 3 + 3), opposite * 3);
  }
  return mirror;
}
