/** A file in a zip file, as the directory at its end lists it. */
export interface ZipEntry {
  readonly path: string;
  /** Unpacked, in bytes. */
  readonly bytes: number;
  /** As `stat` has it; 0 where the writer was no Unix. */
  readonly mode: number;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const entrySignature = 0x02014b50;

/**
 * Reads the directory of a zip file. Libraries that unzip keep names and bytes; whether an entry is a
 * symbolic link, and who may read it, stands only here:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12
 */
export function zipEntries(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + endBytes > zip.length || zip.readUInt32LE(end) !== endSignature) {
    throw new Error('this is no zip file: its end is missing');
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
