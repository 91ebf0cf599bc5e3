import { toChunkType } from './chunk-type.ts';

const headerBytes = 12;
const chunkHeaderBytes = 8;

/** Chunks that a WebP may have once and that affect how it looks: RFC 9649, 2.7. */
const keptOnce = new Set(
  ['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L', 'EXIF'].map(toChunkType),
);

/**
 * Removes the frames behind the first one from an animated WebP, and what does not affect how it looks.
 * libwebp walks over all frames several times, in the square of their number: 97,000 of one pixel, 4.5
 * MB, cost over a minute.
 *
 * Returns the same buffer if there is nothing to remove. A chunk that is cut off stays so: the decoder
 * refuses it.
 */
export function keepFirstFrame(webp: Buffer): Buffer {
  if (webp.length < headerBytes) return webp;
  // Decoders ignore what is behind the end that the file declares.
  const declaredEnd = webp.readUInt32LE(4) + 8;
  const limit = Math.min(webp.length, declaredEnd + (declaredEnd % 2));
  const parts: Buffer[] = [];
  const seen = new Set<number>();
  let dropped = limit < webp.length;
  for (let at = headerBytes; at + chunkHeaderBytes <= limit; ) {
    const type = webp.readUInt32BE(at);
    const length = webp.readUInt32LE(at + 4);
    const end = at + chunkHeaderBytes + length + (length % 2);
    if (keptOnce.has(type) && !seen.has(type)) {
      parts.push(webp.subarray(at, Math.min(end, limit)));
      seen.add(type);
    } else dropped = true;
    at = end;
  }
  if (!dropped) return webp;
  const body = Buffer.concat(parts);
  const header = Buffer.from(webp.subarray(0, headerBytes));
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}

/**
 * Whether a WebP has pixels or transparency in its lossless format, whose tables of codes may take 6 kB
 * for every 16 pixels. A picture that only contains the letters counts as well.
 */
export function isLossless(webp: Buffer): boolean {
  return webp.includes('VP8L') || webp.includes('ALPH');
}
