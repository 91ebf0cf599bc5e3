/** An entry of a zip file's central directory. */
export interface ZipEntry {
  readonly path: string;
  /** Unpacked size. */
  readonly bytes: number;
  /** Mode as in `stat`; 0 if the zip file was not written on Unix. */
  readonly mode: number;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const entrySignature = 0x02014b50;

/**
 * Reads the central directory of a zip file. Unzip libraries return only names and bytes; whether an
 * entry is a symbolic link, and who may read it, is only in here:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12
 */
export function readZipEntries(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + endBytes > zip.length || zip.readUInt32LE(end) !== endSignature) {
    throw new Error('not a zip file: its end is missing');
  }
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== entrySignature) throw new Error('the zip directory is damaged');
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    entries.push({
      path: zip.toString('utf8', at + 46, at + 46 + name!),
      bytes: zip.readUInt32LE(at + 24),
      mode: zip.readUInt32LE(at + 38) >>> 16,
    });
    at += 46 + name! + extra! + comment!;
  }
  return entries;
}
