const signatureBytes = 8;
/** Length, type and checksum of a chunk. */
const frameBytes = 12;

/** Chunks that affect how the picture looks: https://www.w3.org/TR/png-3/#11Chunks */
const keptTypes = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB', 'cHRM']);
/** Chunks kept up to a size: a compressed profile may unpack to a thousand times its size. */
const keptIfSmall = new Set(['iCCP', 'eXIf']);
const maxSmallBytes = 100_000;

/**
 * Removes the chunks of a PNG that do not affect the picture. Decoders unpack compressed text before
 * they read pixels: twenty zTXt chunks, 0.9 MB on disk, cost 2.8 GiB and seconds.
 *
 * Returns the same buffer if there is nothing to remove, also if the file ends within a chunk: the
 * decoder refuses that.
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
  return keptTypes.has(type) || (keptIfSmall.has(type) && length <= maxSmallBytes);
}
