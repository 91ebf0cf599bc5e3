const signatureBytes = 8;
/** Length, type and checksum around a chunk's data. */
const frameBytes = 12;

/** Chunks that decide what the picture looks like: https://www.w3.org/TR/png-3/#11Chunks */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB', 'cHRM']);
/** Kept up to this many bytes: a compressed profile may unpack to a thousand times its size. */
const keptWhileSmall = new Set(['iCCP', 'eXIf']);
const smallBytes = 100_000;

/**
 * A PNG without the chunks that a picture does not need. Decoders unpack compressed text before
 * they look at pixels: twenty zTXt chunks, 0.9 MB on disk, cost 2.8 GiB and seconds.
 *
 * Returns the same bytes where nothing has to go, also for a file cut off in the middle of a chunk:
 * refusing that is the decoder's work.
 */
export function keepPictureChunks(png: Buffer): Buffer {
  const parts: Buffer[] = [png.subarray(0, signatureBytes)];
  let at = signatureBytes;
  let dropped = false;
  while (at + frameBytes <= png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const end = at + frameBytes + length;
    if (isKept(type, length)) parts.push(png.subarray(at, end));
    else dropped = true;
    at = end;
  }
  return dropped ? Buffer.concat(parts) : png;
}

function isKept(type: string, length: number): boolean {
  return kept.has(type) || (keptWhileSmall.has(type) && length <= smallBytes);
}
