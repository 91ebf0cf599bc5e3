import type { Size } from '../../geometry.ts';

/** Values of `compression` that are decoded; others are named by {@link readBmpHeader}. */
export const bmpCompression = {
  none: 0,
  rle8: 1,
  rle4: 2,
  bitFields: 3,
  alphaBitFields: 6,
} as const;

/** Bit masks of the channels in a pixel of 16 or 32 bits; 0 for a channel that the file does not have. */
export interface Masks {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** The header of a Windows or OS/2 bitmap. */
export interface BmpHeader extends Size {
  /** Whether the first row in the file is the top one. */
  readonly isTopDown: boolean;
  /** Bits of a pixel: 1, 2, 4, 8, 16, 24 or 32. */
  readonly bits: number;
  readonly compression: number;
  readonly masks: Masks;
  /** Blue, green, red and a byte without meaning per colour; the first two formats have no such byte. */
  readonly palette: { readonly at: number; readonly colours: number; readonly entryBytes: 3 | 4 };
  /** Offset of the pixels. */
  readonly pixelsAt: number;
  readonly profile: Buffer | undefined;
}

const fileHeaderBytes = 14;
/** The first header, of OS/2 and Windows 2: sides of 16 bits. */
const coreHeaderBytes = 12;
/** The last header of OS/2, whose compressions have other numbers. */
const os2HeaderBytes = 64;
const headerBytes = [coreHeaderBytes, 16, 40, 52, 56, os2HeaderBytes, 108, 124];
const bitDepths = [1, 2, 4, 8, 16, 24, 32];

/** Whether data has the header of a bitmap: text may begin with `BM` too. */
export function isBmp(data: Buffer): boolean {
  return (
    data.length >= fileHeaderBytes + 4 &&
    data.toString('latin1', 0, 2) === 'BM' &&
    headerBytes.includes(data.readUInt32LE(fileHeaderBytes))
  );
}

/**
 * Reads the header:
 * https://learn.microsoft.com/en-us/windows/win32/gdi/bitmap-header-types
 *
 * @returns A name such as `BMP with JPEG inside` for a kind that is not decoded; undefined if the header
 * is damaged.
 */
export function readBmpHeader(data: Buffer): BmpHeader | string | undefined {
  const size = data.readUInt32LE(fileHeaderBytes);
  if (data.length < fileHeaderBytes + size) return undefined;
  const isCore = size === coreHeaderBytes;
  const width = isCore ? data.readUInt16LE(18) : data.readInt32LE(18);
  const signedHeight = isCore ? data.readUInt16LE(20) : data.readInt32LE(22);
  const bits = data.readUInt16LE(isCore ? 24 : 28);
  const compression = size < 40 ? bmpCompression.none : data.readUInt32LE(30);
  if (width <= 0 || signedHeight === 0) return undefined;
  const unsupported = describeUnsupported({ size, bits, compression });
  if (unsupported) return unsupported;
  const hasMasks =
    compression === bmpCompression.bitFields || compression === bmpCompression.alphaBitFields;
  const masksBytes = hasMasks && size === 40 ? (compression === 6 ? 16 : 12) : 0;
  const paletteAt = fileHeaderBytes + size + masksBytes;
  const entryBytes = isCore ? 3 : 4;
  const claimedColours = (size >= 40 && data.readUInt32LE(46)) || 2 ** bits;
  const claimedAt = data.readUInt32LE(10);
  const paletteBytes = bits <= 8 ? claimedColours * entryBytes : 0;
  // Some programs do not say where the pixels begin, or forget the palette when they do.
  const isForgotten = claimedAt === 0 || claimedAt === paletteAt;
  const pixelsAt = isForgotten ? paletteAt + paletteBytes : claimedAt;
  if (pixelsAt < paletteAt) return undefined;
  const colours = Math.min(
    bits > 8 ? 0 : claimedColours,
    // Some files have fewer colours than they claim.
    Math.max(0, Math.floor((pixelsAt - paletteAt) / entryBytes)),
    2 ** bits,
  );
  return {
    width,
    height: Math.abs(signedHeight),
    isTopDown: signedHeight < 0,
    bits,
    compression,
    masks: hasMasks ? readMasks(data, size, masksBytes) : getDefaultMasks(bits),
    palette: { at: paletteAt, colours, entryBytes },
    pixelsAt,
    profile: size === 124 ? readProfile(data) : undefined,
  };
}

function describeUnsupported(header: { size: number; bits: number; compression: number }): string {
  const { size, bits, compression } = header;
  if (size === os2HeaderBytes && compression === 3) return 'BMP with Huffman compression';
  if (size === os2HeaderBytes && compression === 4) return 'BMP with 24-bit run-length compression';
  if (compression === 4) return 'BMP with JPEG inside';
  if (compression === 5) return 'BMP with PNG inside';
  if (!(Object.values(bmpCompression) as number[]).includes(compression)) {
    return `BMP with compression ${compression}`;
  }
  if (!bitDepths.includes(bits)) return `BMP with ${bits} bits per pixel`;
  const isRunLength = compression === bmpCompression.rle8 || compression === bmpCompression.rle4;
  if (isRunLength && bits !== (compression === bmpCompression.rle8 ? 8 : 4)) {
    return `BMP with run-length compression of ${bits} bits`;
  }
  return '';
}

/** Masks follow the first 40 bytes of the header, in it or behind it. */
function readMasks(data: Buffer, size: number, masksBytes: number): Masks {
  const at = fileHeaderBytes + 40;
  const hasAlpha = masksBytes === 16 || size >= 56;
  if (data.length < at + 16) return getDefaultMasks(16);
  return {
    red: data.readUInt32LE(at),
    green: data.readUInt32LE(at + 4),
    blue: data.readUInt32LE(at + 8),
    alpha: hasAlpha ? data.readUInt32LE(at + 12) : 0,
  };
}

function getDefaultMasks(bits: number): Masks {
  return bits === 16
    ? { red: 0x7c00, green: 0x03e0, blue: 0x001f, alpha: 0 }
    : { red: 0xff0000, green: 0x00ff00, blue: 0x0000ff, alpha: 0 };
}

/** Reads the profile of a BITMAPV5HEADER whose colour space is PROFILE_EMBEDDED (`MBED`). */
function readProfile(data: Buffer): Buffer | undefined {
  if (data.readUInt32LE(fileHeaderBytes + 56) !== 0x4d424544) return undefined;
  const at = fileHeaderBytes + data.readUInt32LE(fileHeaderBytes + 112);
  return data.subarray(at, at + data.readUInt32LE(fileHeaderBytes + 116));
}
