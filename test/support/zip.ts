import { crc32, inflateRawSync } from 'node:zlib';

/** An entry of a zip file's central directory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export interface ZippedFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Upper byte: the system that wrote it; 3 is Unix. */
  readonly madeBy: number;
  readonly date: number;
  readonly time: number;
  readonly attributes: number;
}

/** Reads a zip file without a library, and checks sizes and checksums. */
export function readZip(zip: Uint8Array): ZippedFile[] {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files: ZippedFile[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error(`no directory entry at ${at}`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const content = readContent(bytes, at);
    if (content.length !== bytes.readUInt32LE(at + 24)) throw new Error(`wrong size of ${path}`);
    if (crc32(content) !== bytes.readUInt32LE(at + 16))
      throw new Error(`wrong checksum of ${path}`);
    files.push({
      path,
      bytes: content,
      madeBy: bytes.readUInt16LE(at + 4),
      time: bytes.readUInt16LE(at + 12),
      date: bytes.readUInt16LE(at + 14),
      attributes: bytes.readUInt32LE(at + 38),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error('there are bytes between the directory and its end record');
  return files;
}

function readContent(bytes: Buffer, entry: number): Buffer {
  const start = bytes.readUInt32LE(entry + 42);
  const head = 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const packed = bytes.subarray(start + head, start + head + bytes.readUInt32LE(entry + 20));
  return bytes.readUInt16LE(entry + 10) === 8 ? inflateRawSync(packed) : packed;
}
