import { inflateSync } from 'node:zlib';
import type { Cicp } from '../cicp-profile.ts';

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
  let dropped = false;
  for (const chunk of readChunks(png)) {
    if (keptTypes.has(chunk.type) || isKeptOnce(chunk, seen)) parts.push(chunk.whole);
    else dropped = true;
  }
  return dropped ? Buffer.concat(parts) : png;
}

/**
 * Reads the code points of a `cICP` chunk, which comes before the pixels and takes precedence over a
 * profile: https://www.w3.org/TR/png-3/#cICP-chunk. Undefined for narrow range, which is for video.
 */
export function readCicp(png: Buffer): Cicp | undefined {
  for (const { type, data } of readChunks(png)) {
    if (type === 'IDAT') return undefined;
    const [primaries, transfer, matrix, isFullRange] = data;
    if (type === 'cICP' && primaries !== undefined && transfer !== undefined) {
      return matrix === 0 && isFullRange === 1 ? { primaries, transfer } : undefined;
    }
  }
  return undefined;
}

function* readChunks(png: Buffer): Generator<Chunk> {
  for (let at = signatureBytes; at + frameBytes <= png.length; ) {
    const length = png.readUInt32BE(at);
    const end = at + frameBytes + length;
    yield {
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
      whole: png.subarray(at, end),
    };
    at = end;
  }
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** With length, type and checksum. */
  readonly whole: Buffer;
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
