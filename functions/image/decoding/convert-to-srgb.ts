import type { Size } from '../geometry.ts';
import { openPicture } from '../open-picture.ts';

/**
 * Converts RGB pixels to sRGB by their ICC profile. libvips, which knows all kinds of profiles,
 * gets the pixels in an uncompressed TIFF, because raw pixels cannot carry a profile.
 *
 * @param pixels `width` x `height` x 3 bytes.
 */
export async function convertToSrgb(pixels: Buffer, size: Size, profile: Buffer): Promise<Buffer> {
  const tiff = wrapInTiff(pixels, size, profile);
  return await openPicture(tiff).toColourspace('srgb').raw().toBuffer();
}

/** Field types of TIFF 6.0. */
const [short, long, undefinedBytes] = [3, 4, 7];
const headerBytes = 8;
const entryBytes = 12;

/** Baseline TIFF with one strip: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf */
function wrapInTiff(pixels: Buffer, { width, height }: Size, profile: Buffer): Buffer {
  const bitsAt = headerBytes;
  const profileAt = bitsAt + 6;
  const pixelsAt = roundUpToEven(profileAt + profile.length);
  const entries = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, 3, bitsAt],
    [259, short, 1, 1], // no compression
    [262, short, 1, 2], // RGB
    [273, long, 1, pixelsAt],
    [277, short, 1, 3],
    [278, long, 1, height],
    [279, long, 1, pixels.length],
    [34_675, undefinedBytes, profile.length, profileAt],
  ] as const;
  const directory = Buffer.alloc(2 + entries.length * entryBytes + 4);
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 2 + i * entryBytes;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(count, at + 4);
    directory.writeUInt32LE(value, at + 8);
  });
  const head = Buffer.alloc(headerBytes + 6);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(roundUpToEven(pixelsAt + pixels.length), 4);
  for (const i of [0, 1, 2]) head.writeUInt16LE(8, bitsAt + 2 * i);
  const gap = Buffer.alloc(pixelsAt - profileAt - profile.length);
  const end = Buffer.alloc(pixels.length % 2);
  return Buffer.concat([head, profile, gap, pixels, end, directory]);
}

/** Rounds up to an even offset, where directories must begin. */
function roundUpToEven(offset: number): number {
  return offset + (offset % 2);
}
