import { type BmpHeader, bmpCompression } from './read-header.ts';
import { unpackRuns } from './unpack-runs.ts';

/** Pixels row by row from the top, RGB or RGBA, 8 bits per channel. */
export interface BmpPixels {
  readonly data: Buffer;
  readonly channels: 3 | 4;
}

/**
 * Decodes the pixels of a bitmap. Rows are padded to four bytes. A file may have an alpha mask and no
 * transparency in its pixels: if all are transparent, the picture is opaque, as in browsers.
 *
 * @throws RangeError if pixels are missing.
 */
export function readBmpPixels(file: Buffer, header: BmpHeader): BmpPixels {
  if (header.bits <= 8) return { data: readIndexed(file, header), channels: 3 };
  const { masks } = header;
  const rows = readRows(file, header);
  const isMasked = header.bits !== 24;
  if (isMasked && masks.alpha !== 0) {
    const data = readMasked(rows, header, [masks.red, masks.green, masks.blue, masks.alpha]);
    if (data.some((value, i) => i % 4 === 3 && value !== 0)) return { data, channels: 4 };
  }
  const data = isMasked
    ? readMasked(rows, header, [masks.red, masks.green, masks.blue])
    : readBgr(rows, header);
  return { data, channels: 3 };
}

interface Rows {
  readonly data: Buffer;
  readonly strideBytes: number;
}

function readRows(file: Buffer, { width, height, bits, pixelsAt }: BmpHeader): Rows {
  const strideBytes = Math.ceil((width * bits) / 32) * 4;
  // The padding of the last row is often left out.
  const neededBytes = strideBytes * (height - 1) + Math.ceil((width * bits) / 8);
  if (pixelsAt + neededBytes > file.length) throw new RangeError('the pixels are cut off');
  return { data: file.subarray(pixelsAt), strideBytes };
}

/** Returns the position in the file of a row, counted from the top. */
function getRow(y: number, { height, isTopDown }: BmpHeader): number {
  return isTopDown ? y : height - 1 - y;
}

function readBgr({ data, strideBytes }: Rows, header: BmpHeader): Buffer {
  const { width, height } = header;
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = getRow(y, header) * strideBytes;
    for (let x = 0; x < width; x += 1, from += 3, to += 3) {
      rgb[to] = data[from + 2] ?? 0;
      rgb[to + 1] = data[from + 1] ?? 0;
      rgb[to + 2] = data[from] ?? 0;
    }
  }
  return rgb;
}

function readMasked(rows: Rows, header: BmpHeader, masks: readonly number[]): Buffer {
  const { width, height, bits } = header;
  const { data, strideBytes } = rows;
  const channels = masks.map(readChannel);
  const pixels = Buffer.allocUnsafe(width * height * masks.length);
  for (let y = 0, to = 0; y < height; y += 1) {
    const start = getRow(y, header) * strideBytes;
    for (let x = 0; x < width; x += 1) {
      const pixel =
        bits === 16 ? data.readUInt16LE(start + 2 * x) : data.readUInt32LE(start + 4 * x);
      for (const { mask, shift, table } of channels) {
        pixels[to] = table[(pixel & mask) >>> shift] ?? 0;
        to += 1;
      }
    }
  }
  return pixels;
}

/** Returns how a channel is read: its bits are moved down, cut to eight, and spread over 0 to 255. */
function readChannel(mask: number): { mask: number; shift: number; table: Uint8Array } {
  const lowest = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  const bits = mask === 0 ? 0 : 32 - Math.clz32(mask) - lowest;
  const kept = Math.min(8, bits);
  const max = 2 ** kept - 1;
  const table = Uint8Array.from({ length: max + 1 }, (_, i) => (i * 255) / Math.max(1, max) + 0.5);
  return { mask, shift: lowest + bits - kept, table };
}

function readIndexed(file: Buffer, header: BmpHeader): Buffer {
  const { width, height, compression } = header;
  const isPacked = compression === bmpCompression.rle8 || compression === bmpCompression.rle4;
  const indices = isPacked ? unpackRuns(file, header) : unpackIndices(file, header);
  const palette = readPalette(file, header);
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    const from = getRow(y, header) * width;
    for (let x = 0; x < width; x += 1, to += 3) {
      const colour = 3 * (indices[from + x] ?? 0);
      rgb[to] = palette[colour] ?? 0;
      rgb[to + 1] = palette[colour + 1] ?? 0;
      rgb[to + 2] = palette[colour + 2] ?? 0;
    }
  }
  return rgb;
}

/** Returns 256 colours of three bytes, RGB; those that the file does not have are black. */
function readPalette(file: Buffer, { palette }: BmpHeader): Uint8Array {
  const rgb = new Uint8Array(3 * 256);
  for (let i = 0; i < palette.colours; i += 1) {
    const at = palette.at + i * palette.entryBytes;
    for (const channel of [0, 1, 2]) rgb[3 * i + channel] = file[at + 2 - channel] ?? 0;
  }
  return rgb;
}

/** Returns one byte per pixel, rows in the order of the file. */
function unpackIndices(file: Buffer, header: BmpHeader): Uint8Array {
  const { width, height, bits } = header;
  const { data, strideBytes } = readRows(file, header);
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const indices = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 1) {
      const byte = data[y * strideBytes + Math.floor(x / perByte)] ?? 0;
      indices[to] = (byte >> (8 - bits * (1 + (x % perByte)))) & mask;
    }
  }
  return indices;
}
