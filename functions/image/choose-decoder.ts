import type { Header } from './read-header.ts';

/**
 * Where a picture is decoded: in this process, if its header shows that it costs little; in a process of
 * its own, which can be ended at any time; or, for HEIC, in a thread, which suffices to end WebAssembly.
 */
export type Decoder = 'here' | 'process' | 'thread';

/** Estimated milliseconds up to which a picture is decoded here. */
const maxMs = 100;

/** The most pixels of pictures that are held in memory as a whole while they are decoded here. */
const maxWholePixels = 4_000_000;

/** The most pixels of a lossless WebP: 295 kB with tables for a million of them took 370 MB and 0.6 s. */
const maxLosslessPixels = 65_536;

/** The most pixels of formats whose pixels are read by our own code, which nothing can interrupt. */
const maxOwnPixels = 2_000_000;

/**
 * Nanoseconds per pixel of formats whose cost the size tells, measured on x64 with 12 to 24 megapixels
 * and rounded up; a photograph of 12 megapixels takes 60 ms as JPEG. The time of AVIF depends on what
 * the file does with its pixels, that of TIFF on one of twenty compressions.
 */
const nsPerPixel = { png: 12, webp: 15, gif: 13 } as const;
const jpegNs = { pixel: 3, byte: 8 } as const;
/** A JPEG of several scans is held in memory as coefficients, and walked over with each scan. */
const scannedJpegNs = { pixel: 8, byte: 25, scan: 0.25 } as const;

/** Chooses where to decode a picture whose size is within the limits. */
export function chooseDecoder(header: Header): Decoder {
  const { format, size, hasOddProfile } = header;
  const pixels = size.width * size.height;
  if (format === 'heic') return 'thread';
  if (hasOddProfile || format === 'avif' || format === 'tiff') return 'process';
  if (format === 'bmp') return pixels <= maxOwnPixels ? 'here' : 'process';
  if (header.isLossless && pixels > maxLosslessPixels) return 'process';
  if (isDecodedWhole(header) && pixels > maxWholePixels) return 'process';
  return estimateMs(header, format) <= maxMs ? 'here' : 'process';
}

/** Others are decoded a few rows at a time. */
function isDecodedWhole({ format, isProgressive, scans = 1 }: Header): boolean {
  return format === 'webp' || format === 'gif' || isProgressive === true || scans > 1;
}

function estimateMs(header: Header, format: 'jpeg' | keyof typeof nsPerPixel): number {
  const { size, data, channels, bits = 8, isProgressive } = header;
  // Compared with three channels of 8 bits.
  const pixels = (size.width * size.height * Math.max(channels, 3) * bits) / 24;
  if (format !== 'jpeg') return (pixels * nsPerPixel[format] * (isProgressive ? 2 : 1)) / 1e6;
  return estimateJpegNs(pixels, data.length, header) / 1e6;
}

function estimateJpegNs(
  pixels: number,
  bytes: number,
  { scans = 1, isProgressive }: Header,
): number {
  if (scans === 1 && !isProgressive) return pixels * jpegNs.pixel + bytes * jpegNs.byte;
  const { pixel, byte, scan } = scannedJpegNs;
  return pixels * (pixel + scan * scans) + bytes * byte;
}
