import type { EncodableFormat } from '../../support/encoder.ts';
import { createPngChunk } from '../../support/png-chunk.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Writes a size into the header of each format. */
const writers: Record<EncodableFormat, (picture: Buffer, size: Size) => void> = {
  /** SOF0 or SOF2: length, precision, height, width (ITU-T T.81, B.2.2). */
  jpeg: (picture, { width, height }) => {
    const baseline = picture.indexOf('ffc0', 'hex');
    const frame = baseline === -1 ? picture.indexOf('ffc2', 'hex') : baseline;
    picture.writeUInt16BE(height, frame + 5);
    picture.writeUInt16BE(width, frame + 7);
  },
  /** IHDR is the first chunk. */
  png: (picture, { width, height }) => {
    const header = Buffer.from(picture.subarray(16, 29));
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    createPngChunk('IHDR', header).copy(picture, 8);
  },
  /** VP8L: 14 bits each, less one, after the signature byte (RFC 9649, 3.4). */
  webp: (picture, { width, height }) => {
    const bits = picture.indexOf('VP8L') + 9;
    const rest = picture.readUInt32LE(bits) & 0xf000_0000;
    picture.writeUInt32LE((rest | ((height - 1) << 14) | (width - 1)) >>> 0, bits);
  },
  /** The first frame, because decoders do not trust the logical screen: bytes 5 to 8 of its descriptor. */
  gif: (picture, { width, height }) => {
    const frame = picture.indexOf('2c00000000', 'hex');
    for (const at of [6, frame + 5]) {
      picture.writeUInt16LE(width, at);
      picture.writeUInt16LE(height, at + 2);
    }
  },
  /** Tags 256 and 257 of the first directory, widened to 32 bits. */
  tiff: (picture, { width, height }) => {
    const directory = picture.readUInt32LE(4);
    for (let entry = 0; entry < picture.readUInt16LE(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      const tag = picture.readUInt16LE(at);
      if (tag !== 256 && tag !== 257) continue;
      picture.writeUInt16LE(4, at + 2);
      picture.writeUInt32LE(tag === 256 ? width : height, at + 8);
    }
  },
  /** The `ispe` property: version and flags, width, height (ISO/IEC 23008-12, 6.5.3). */
  avif: (picture, { width, height }) => {
    const property = picture.indexOf('ispe') + 8;
    picture.writeUInt32BE(width, property);
    picture.writeUInt32BE(height, property + 4);
  },
};

/** Returns a copy of a picture with another size in its header than its pixels have. */
export function claimSize(picture: Buffer, format: EncodableFormat, size: Size): Buffer {
  const copy = Buffer.from(picture);
  writers[format](copy, size);
  return copy;
}
