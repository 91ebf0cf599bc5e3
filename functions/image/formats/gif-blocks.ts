const headerBytes = 13;
const trailer = 0x3b;
const extension = 0x21;
const imageSeparator = 0x2c;
const graphicControl = 0xf9;
const imageDescriptorBytes = 10;

/**
 * Removes everything behind the first image of a GIF, and what does not affect how it looks. The decoder
 * reads all images before it decodes one: 860,000 take 0.3 s.
 *
 * Returns the same buffer if there is nothing to remove, also if it ends within the first image: the
 * decoder refuses that. Blocks: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function keepFirstImage(gif: Buffer): Buffer {
  if (gif.length < headerBytes) return gif;
  const begin = headerBytes + getTableBytes(gif[10]);
  let control: Buffer = gif.subarray(0, 0);
  let at = begin;
  while (gif[at] === extension) {
    const end = skipSubBlocks(gif, at + 2);
    if (end > gif.length) return gif;
    if (gif[at + 1] === graphicControl) control = gif.subarray(at, end);
    at = end;
  }
  if (gif[at] !== imageSeparator) return gif;
  const table = at + imageDescriptorBytes;
  // The size of codes comes before the pixels.
  const end = skipSubBlocks(gif, table + getTableBytes(gif[table - 1]) + 1);
  if (end > gif.length) return gif;
  const isAlone = at - begin === control.length && gif[end] === trailer && end + 1 === gif.length;
  if (isAlone) return gif;
  const parts = [gif.subarray(0, begin), control, gif.subarray(at, end), Buffer.of(trailer)];
  return Buffer.concat(parts);
}

/** Returns the bytes of the colour table that flags describe. */
function getTableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Returns where the sub-blocks end that begin at `at`; beyond the end of the file if they are cut off. */
function skipSubBlocks(gif: Buffer, at: number): number {
  let next = at;
  for (let length = gif[next]; length !== undefined; length = gif[next]) {
    next += 1 + length;
    if (length === 0) return next;
  }
  return gif.length + 1;
}
