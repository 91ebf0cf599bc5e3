import type { Pixels } from './pixels.ts';

/** Values of EXIF tag 274: the sides of the upright picture at which stored rows and columns start. */
export const orientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Orientation = (typeof orientations)[number];

/** Maps a stored row and column to upright x and y: CIPA DC-008, table of orientations. */
const toUpright: Record<
  Orientation,
  (at: { row: number; column: number } & Size) => [number, number]
> = {
  1: ({ row, column }) => [column, row],
  2: ({ row, column, width }) => [width - 1 - column, row],
  3: ({ row, column, width, height }) => [width - 1 - column, height - 1 - row],
  4: ({ row, column, height }) => [column, height - 1 - row],
  5: ({ row, column }) => [row, column],
  6: ({ row, column, width }) => [width - 1 - row, column],
  7: ({ row, column, width, height }) => [width - 1 - row, height - 1 - column],
  8: ({ row, column, height }) => [row, height - 1 - column],
};

type Size = Pick<Pixels, 'width' | 'height'>;

/** Converts an upright picture to the pixels that a camera stores with this orientation. */
export function store(upright: Pixels, orientation: Orientation): Pixels {
  const { width, height, channels } = upright;
  const lying = orientation >= 5;
  const stored = { width: lying ? height : width, height: lying ? width : height };
  const data = Buffer.alloc(upright.data.length);
  for (let row = 0; row < stored.height; row += 1) {
    for (let column = 0; column < stored.width; column += 1) {
      const [x, y] = toUpright[orientation]({ row, column, width, height });
      const from = (y * width + x) * channels;
      upright.data.copy(data, (row * stored.width + column) * channels, from, from + channels);
    }
  }
  return { ...stored, data, channels };
}
