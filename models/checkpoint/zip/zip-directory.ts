import { ByteCursor } from '../byte-cursor.ts';
import { CheckpointError, quote } from '../checkpoint-error.ts';
import type { FileReader } from '../file-reader.ts';
import { maxHeadBytes } from '../limits.ts';
import { readZipEnd } from './zip-end.ts';

/** A file in a zip file: not compressed, complete, and with a unique name. */
export interface ZipEntry {
  readonly name: string;
  /** `undefined` if the writer computed no checksums, which is an option of PyTorch. */
  readonly crc32: number | undefined;
  readonly bytes: number;
  /** Position of its local header. */
  readonly position: number;
  /** Position of the next entry or the directory: this entry must end before it. */
  readonly end: number;
}

const encrypted = 0x0001 | 0x0040 | 0x2000;

/**
 * Reads the directory of a zip file. This is our own reader because zip libraries tolerate a lot
 * that PyTorch never writes: compressed, encrypted and repeated entries are refused here.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12
 */
export async function readZipDirectory(file: FileReader): Promise<Map<string, ZipEntry>> {
  const end = await readZipEnd(file);
  if (end.bytes > maxHeadBytes) throw new CheckpointError('the zip directory is too long');
  const input = new ByteCursor(await file.read(end.position, end.bytes), 'the zip directory');
  const listed: ListedEntry[] = [];
  while (input.remaining > 0) listed.push(readEntry(input));
  if (listed.length !== end.entries) {
    throw new CheckpointError('the zip directory does not have the number of entries it declares');
  }
  const starts = listed.map(({ position }) => position).sort((one, other) => one - other);
  const next = new Map(starts.map((start, index) => [start, starts[index + 1] ?? end.position]));
  // https://docs.pytorch.org/docs/stable/notes/serialization.html, `set_crc32_options`: all are zero.
  const unchecked = listed.every(({ crc32 }) => crc32 === 0);
  const directory = new Map<string, ZipEntry>();
  for (const entry of listed) {
    if (directory.has(entry.name)) {
      throw new CheckpointError(`the zip file has two entries named ${quote(entry.name)}`);
    }
    const crc32 = unchecked ? undefined : entry.crc32;
    directory.set(entry.name, { ...entry, crc32, end: next.get(entry.position) ?? end.position });
  }
  return directory;
}

type ListedEntry = Omit<ZipEntry, 'end'>;

function readEntry(input: ByteCursor): ListedEntry {
  if (input.uint32() !== 0x02014b50) throw new CheckpointError('the zip directory is damaged');
  input.uint32(); // Versions made by and needed.
  const [flags, method] = [input.uint16(), input.uint16()];
  input.uint32(); // Time and date.
  const [crc32, packed, bytes] = [input.uint32(), input.uint32(), input.uint32()];
  const [nameBytes, extraBytes, commentBytes] = [input.uint16(), input.uint16(), input.uint16()];
  const disk = input.uint16();
  input.bytes(6); // Attributes.
  const position = input.uint32();
  const name = input.utf8(nameBytes);
  const extra = new ByteCursor(input.bytes(extraBytes), 'the zip directory');
  input.bytes(commentBytes);
  if (flags & encrypted) throw new CheckpointError(`the zip entry ${quote(name)} is encrypted`);
  if (method !== 0) {
    throw new CheckpointError(
      `the zip entry ${quote(name)} is compressed, which torch.save never does`,
    );
  }
  const [long = 0, longPacked, start = 0] = widen(extra, [bytes, packed, position]);
  if (long !== longPacked || disk !== 0) {
    throw new CheckpointError(`the zip entry ${quote(name)} is not stored in one piece`);
  }
  return { name, crc32, bytes: long, position: start };
}

/**
 * Reads the fields that are 0xffffffff from the zip64 extra field, 4.5.3: only those, in this
 * order.
 */
function widen(extra: ByteCursor, fields: readonly number[]): number[] {
  if (!fields.includes(0xffffffff)) return [...fields];
  while (extra.remaining > 0) {
    const [id, length] = [extra.uint16(), extra.uint16()];
    if (id === 1) {
      return fields.map((field) => (field === 0xffffffff ? extra.uint64() : field));
    }
    extra.bytes(length);
  }
  throw new CheckpointError('the zip directory lacks a zip64 field');
}
