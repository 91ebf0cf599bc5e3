import { inflateSync } from 'node:zlib';

const signatureBytes = 8;
/** Length, type and checksum of a chunk. */
const frameBytes = 12;

/** Chunks that affect how the picture looks: https://www.w3.org/TR/png-3/#11Chunks */
const keptTypes = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB', 'cHRM']);
/** Chunks that a PNG may have once. */
const keptOnce = new Set(['iCCP', 'eXIf']);
/** Bytes of an unpacked profile. Real ones are below 1 MB; they may unpack to a thousand times their size. */
const maxProfileBytes = 4_000_000;

/**
 * Removes the chunks of a PNG that do not affect the picture. Decoders unpack compressed text before
 * they read pixels: twenty zTXt chunks, 0.9 MB on disk, cost 2.8 GiB and seconds.
 *
 * Returns the same buffer if there is nothing to remove, also if the file ends within a chunk: the
 * decoder refuses that.
 */
export function keepPictureChunks(png: Buffer): Buffer {
  const parts: Buffer[] = [png.subarray(0, signatureBytes)];
  const seen = new Set<string>();
  let at = signatureBytes;
  let dropped = false;
  while (at + frameBytes <= png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const end = at + frameBytes + length;
    const data = png.subarray(at + 8, at + 8 + length);
    if (keptTypes.has(type) || isKeptOnce({ type, data }, seen)) parts.push(png.subarray(at, end));
    else dropped = true;
    at = end;
  }
  return dropped ? Buffer.concat(parts) : png;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function isKeptOnce({ type, data }: Chunk, seen: Set<string>): boolean {
  if (!keptOnce.has(type) || seen.has(type)) return false;
  seen.add(type);
  return type !== 'iCCP' || canUnpackProfile(data);
}

/** Whether a profile unpacks to a size that real profiles have. */
function canUnpackProfile(data: Buffer): boolean {
  // The name, a zero, and the compression method come first.
  const packed = data.subarray(data.indexOf(0) + 2);
  try {
    inflateSync(packed, { maxOutputLength: maxProfileBytes });
    return true;
  } catch {
    return false;
  }
}
