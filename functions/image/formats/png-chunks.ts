import { inflateSync } from 'node:zlib';
import type { Cicp } from '../cicp-profile.ts';
import { toChunkType } from './chunk-type.ts';

const signatureBytes = 8;
/** Length, type and checksum of a chunk. */
const frameBytes = 12;

/** Chunks that affect how the picture looks: https://www.w3.org/TR/png-3/#11Chunks */
const keptTypes = new Set(
  ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB', 'cHRM'].map(toChunkType),
);
/** Chunks that a PNG may have once. */
const keptOnce = new Set(['iCCP', 'eXIf'].map(toChunkType));
const [imageData, profile, codePoints] = [
  toChunkType('IDAT'),
  toChunkType('iCCP'),
  toChunkType('cICP'),
];
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
  const kept: [from: number, to: number][] = [[0, signatureBytes]];
  const seen = new Set<number>();
  let dropped = false;
  forEachChunk(png, ({ type, at, end }) => {
    const last = kept[kept.length - 1];
    const isKept =
      keptTypes.has(type) ||
      (keptOnce.has(type) && !seen.has(type) && (type !== profile || canUnpack(png, at, end)));
    seen.add(type);
    if (!isKept) dropped = true;
    else if (last?.[1] === at) last[1] = end;
    else kept.push([at, end]);
    return true;
  });
  return dropped ? Buffer.concat(kept.map(([from, to]) => png.subarray(from, to))) : png;
}

/**
 * Reads the code points of a `cICP` chunk, which comes before the pixels and takes precedence over a
 * profile: https://www.w3.org/TR/png-3/#cICP-chunk. Undefined for narrow range, which is for video.
 */
export function readCicp(png: Buffer): Cicp | undefined {
  let found: Cicp | undefined;
  forEachChunk(png, ({ type, at, end }) => {
    if (type === imageData) return false;
    if (type !== codePoints) return true;
    const [primaries, transfer, matrix, isFullRange] = getData(png, at, end);
    if (primaries === undefined || transfer === undefined) return true;
    if (matrix === 0 && isFullRange === 1) found = { primaries, transfer };
    return false;
  });
  return found;
}

interface Chunk {
  readonly type: number;
  /** Where it begins, with its length, and ends, with its checksum. */
  readonly at: number;
  readonly end: number;
}

/** Visits the chunks in order, until `visit` returns false. */
function forEachChunk(png: Buffer, visit: (chunk: Chunk) => boolean): void {
  for (let at = signatureBytes; at + frameBytes <= png.length; ) {
    const end = at + frameBytes + png.readUInt32BE(at);
    if (!visit({ type: png.readUInt32BE(at + 4), at, end })) return;
    at = end;
  }
}

function getData(png: Buffer, at: number, end: number): Buffer {
  return png.subarray(at + 8, end - 4);
}

/** Whether a profile unpacks to a size that real profiles have. */
function canUnpack(png: Buffer, at: number, end: number): boolean {
  const data = getData(png, at, end);
  // The name, a zero, and the compression method come first.
  const packed = data.subarray(data.indexOf(0) + 2);
  try {
    inflateSync(packed, { maxOutputLength: maxProfileBytes });
    return true;
  } catch {
    return false;
  }
}
