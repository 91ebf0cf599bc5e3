/** Returns the four letters of a chunk's type as a number: a file may have millions of chunks. */
export function toChunkType(letters: string): number {
  return Buffer.from(letters, 'latin1').readUInt32BE();
}
