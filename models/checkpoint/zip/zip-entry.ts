import { crc32 } from 'node:zlib';
import { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError, quote } from '../checkpoint-error.ts';
import type { FileReader } from '../file-reader.ts';
import type { ZipEntry } from './zip-directory.ts';

const headerBytes = 30;

/** Reads the bytes of an entry and verifies its checksum, if it has one. */
export async function readZipEntry(
  file: FileReader,
  entry: ZipEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new ByteCursor(await file.read(entry.position, headerBytes), 'the zip file');
  const signature = header.uint32();
  header.bytes(22); // These are in the directory too; PyTorch leaves some of them zero here.
  const [nameBytes, extraBytes] = [header.uint16(), header.uint16()];
  const name = Buffer.from(await file.read(entry.position + headerBytes, nameBytes)).toString();
  if (signature !== 0x04034b50 || name !== entry.name) {
    throw new CheckpointError(`the zip entry ${quote(entry.name)} is not where the directory says`);
  }
  const start = entry.position + headerBytes + nameBytes + extraBytes;
  if (start + entry.bytes > entry.end) {
    throw new CheckpointError(`the zip entry ${quote(entry.name)} overlaps the next one`);
  }
  const bytes = await file.read(start, entry.bytes);
  if (entry.crc32 !== undefined && crc32(bytes) !== entry.crc32) {
    throw new CheckpointError(
      `the zip entry ${quote(entry.name)} is damaged: its checksum is wrong`,
    );
  }
  return bytes;
}
