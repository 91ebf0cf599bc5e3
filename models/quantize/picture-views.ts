import type { ModelInput } from '../format/manifest.ts';

/** Squares to crop from a picture at one zoom. */
export interface Views {
  /** Short side of the resized picture, as a multiple of the square's side. */
  readonly zoom: number;
  /** Positions of the squares, each from 0, 0 (left, top) to 1, 1 (right, bottom). */
  readonly positions: readonly (readonly [x: number, y: number])[];
}

const middle = [0.5, 0.5] as const;

/** The whole picture, its middle, four corners, and five positions at a closer zoom. */
export const calibrationViews: readonly Views[] = [
  { zoom: 1, positions: [middle] },
  { zoom: 8 / 7, positions: [middle] },
  {
    zoom: 9 / 7,
    positions: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  },
  { zoom: 25 / 14, positions: [middle, [0, 0.5], [1, 0.5], [0.5, 0], [0.5, 1]] },
];

const nearCorners = [
  [0.2, 0.2],
  [0.2, 0.8],
  [0.8, 0.2],
  [0.8, 0.8],
] as const;

/** Squares on which int8 is compared with float32; calibration does not see them. */
export const heldBackViews: readonly Views[] = [
  { zoom: 15 / 14, positions: nearCorners },
  { zoom: 17 / 14, positions: nearCorners },
  { zoom: 19 / 14, positions: nearCorners },
];

/** A picture's pixels, RGB bytes row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Decodes a whole picture, upright, to a short side of `resize` pixels. */
export type Decode = (input: Pick<ModelInput, 'resize' | 'filter'>) => Promise<Pixels>;

export interface ViewOptions {
  readonly views: readonly Views[];
  readonly input: ModelInput;
  /** Called after each view. */
  readonly count: () => void;
}

/** Yields the views of every picture, decoding one picture at a time. */
export async function* allViews(
  pictures: readonly Decode[],
  { views, input, count }: ViewOptions,
): AsyncGenerator<Uint8Array> {
  for (const decode of pictures) {
    for await (const view of pictureViews(decode, views, input)) {
      yield view;
      count();
    }
  }
}

/** Counts the views of one picture: each position, and its mirror image. */
export function countViews(views: readonly Views[]): number {
  return 2 * views.reduce((sum, { positions }) => sum + positions.length, 0);
}

/** Crops squares from a picture, RGB bytes `[size, size, 3]`, each followed by its mirror image. */
export async function* pictureViews(
  decode: Decode,
  views: readonly Views[],
  { size, filter }: ModelInput,
): AsyncGenerator<Uint8Array> {
  for (const { zoom, positions } of views) {
    const picture = await decode({ resize: Math.round(size * zoom), filter });
    for (const [x, y] of positions) {
      const left = Math.round((picture.width - size) * x);
      const top = Math.round((picture.height - size) * y);
      const square = crop(picture, { left, top, size });
      yield square;
      yield mirror(square, size);
    }
  }
}

function crop(picture: Pixels, at: { left: number; top: number; size: number }): Uint8Array {
  const { left, top, size } = at;
  const square = new Uint8Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const start = ((top + row) * picture.width + left) * 3;
    square.set(picture.data.subarray(start, start + size * 3), row * size * 3);
  }
  return square;
}

function mirror(square: Uint8Array, size: number): Uint8Array {
  const mirrored = new Uint8Array(square.length);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const column = pixel % size;
    const opposite = pixel - column + (size - 1 - column);
    mirrored.set(square.subarray(pixel * 3, pixel * 3 + 3), opposite * 3);
  }
  return mirrored;
}
