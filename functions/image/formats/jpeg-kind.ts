/** Start-of-frame markers of processes that the decoder does not have: ITU-T T.81, table B.1. */
const unsupported: Readonly<Record<number, string>> = {
  195: 'lossless JPEG',
  197: 'hierarchical JPEG',
  198: 'hierarchical JPEG',
  199: 'hierarchical JPEG',
  203: 'lossless JPEG',
  205: 'hierarchical JPEG',
  206: 'hierarchical JPEG',
  207: 'hierarchical JPEG',
  247: 'JPEG-LS',
};

/** Tables, not frames, although their markers lie among those of frames. */
const tables = [0xc4, 0xc8, 0xcc];
/** No frame begins behind so many segments. */
const maxSegments = 1_000;

/**
 * Names the kind of a JPEG that is not decoded, such as lossless ones and those with 12 bits, which
 * cameras of medicine write; an empty string for others.
 */
export function describeJpegKind(jpeg: Buffer): string {
  let at = 2;
  for (let i = 0; i < maxSegments && at + 5 <= jpeg.length; i += 1) {
    if (jpeg[at] !== 0xff) return '';
    const marker = jpeg[at + 1] ?? 0;
    const kind = unsupported[marker];
    if (kind) return kind;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !tables.includes(marker);
    if (isFrame) {
      const bits = jpeg[at + 4];
      return bits === 8 ? '' : `JPEG with ${bits} bits per channel`;
    }
    // Fill bytes may precede a marker.
    at += marker === 0xff ? 1 : 2 + jpeg.readUInt16BE(at + 2);
  }
  return '';
}
