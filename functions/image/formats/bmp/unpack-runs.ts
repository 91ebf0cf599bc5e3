import { type BmpHeader, bmpCompression } from './read-header.ts';

/** Second byte after a zero; larger values are the length of a literal. */
const escapes = { endOfRow: 0, endOfPicture: 1, move: 2 } as const;

/**
 * Unpacks run-length compression of 4 or 8 bits:
 * https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-compression
 *
 * @returns One byte per pixel, rows in the order of the file; pixels that are skipped have colour 0.
 * @throws RangeError if the data ends before the picture does.
 */
export function unpackRuns(file: Buffer, header: BmpHeader): Uint8Array {
  const { width, height, compression, pixelsAt } = header;
  const isNibbles = compression === bmpCompression.rle4;
  const indices = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, pixelsAt];
  const put = (count: number, getIndex: (position: number) => number): void => {
    const inRow = Math.min(count, width - x);
    for (let i = 0; i < inRow; i += 1) indices[y * width + x + i] = getIndex(i);
    x += count;
  };
  while (y < height) {
    if (at + 2 > file.length) {
      // The last row may end without a mark.
      if (y === height - 1 && x >= width) break;
      throw new RangeError('the pixels are cut off');
    }
    const [count = 0, value = 0] = [file[at], file[at + 1]];
    at += 2;
    if (count > 0) {
      put(count, (i) => (isNibbles ? getNibble(value, i) : value));
    } else if (value === escapes.endOfRow) {
      [x, y] = [0, y + 1];
    } else if (value === escapes.endOfPicture) {
      break;
    } else if (value === escapes.move) {
      [x, y, at] = [x + (file[at] ?? 0), y + (file[at + 1] ?? 0), at + 2];
    } else {
      const start = at;
      put(value, (i) =>
        isNibbles ? getNibble(file[start + (i >> 1)] ?? 0, i) : (file[start + i] ?? 0),
      );
      const bytes = isNibbles ? Math.ceil(value / 2) : value;
      at += bytes + (bytes % 2);
    }
  }
  return indices;
}

/** Returns the high half of a byte for even positions, else the low half. */
function getNibble(byte: number, position: number): number {
  return position % 2 === 0 ? byte >> 4 : byte & 15;
}
