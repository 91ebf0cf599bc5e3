import sharp from 'sharp';
import type { ModelInput } from '../../format/manifest.ts';
import { ModelError } from '../../format/model-error.ts';

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

/**
 * Cuts squares out of a picture, RGB bytes `[size, size, 3]`, each followed by its mirror image.
 * The picture is upright and resized as TorchVision does it: the long side rounded down, a triangle
 * filter with antialiasing.
 *
 * @throws ModelError where the file is no picture that can be read.
 */
export async function* pictureViews(
  file: string,
  views: readonly Views[],
  { size }: ModelInput,
): AsyncGenerator<Uint8Array> {
  for (const { zoom, places } of views) {
    const picture = await resized(file, Math.round(size * zoom));
    for (const [x, y] of places) {
      const left = Math.round((picture.width - size) * x);
      const top = Math.round((picture.height - size) * y);
      const square = cut(picture, { left, top, size });
      yield square;
      yield mirrored(square, size);
    }
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

async function resized(file: string, shortSide: number): Promise<Picture> {
  try {
    const upright = sharp(file).autoOrient();
    const { autoOrient } = await upright.metadata();
    const { width, height } = autoOrient;
    const long = Math.trunc((shortSide * Math.max(width, height)) / Math.min(width, height));
    const { data, info } = await upright
      .removeAlpha()
      .toColourspace('srgb')
      .resize(width > height ? long : shortSide, width > height ? shortSide : long, {
        fit: 'fill',
        kernel: 'linear',
      })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, ...info };
  } catch (cause) {
    throw new ModelError(`${file} is no picture that can be read.`, { cause });
  }
}

function cut(picture: Picture, at: { left: number; top: number; size: number }): Uint8Array {
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
