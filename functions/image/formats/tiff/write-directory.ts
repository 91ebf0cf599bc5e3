import { type Directory, getLayout } from './read-directory.ts';
import { tags } from './tags.ts';

/** New values by tag, for entries that the file has; undefined removes the entry. */
export type Changes = ReadonlyMap<number, number | undefined>;

/** Field type of 16 bits. */
const short = 3;
const keptTags = new Set<number>(Object.values(tags));

/**
 * Returns a copy of the file with one directory, in place of the first one, that has only the entries
 * that the decoder needs. Decoders read all directories and all values before they read pixels: 15,000
 * directories with one profile of 2.5 MB in 4 MB of file cost 16 s.
 */
export function writeDirectory(data: Buffer, directory: Directory, changes: Changes): Buffer {
  const layout = getLayout(directory);
  const entries: Buffer[] = [];
  for (const tag of [...keptTags].sort((a, b) => a - b)) {
    const entry = directory.entries.get(tag);
    if (!entry) continue;
    const value = changes.get(tag);
    if (value !== undefined) entries.push(createEntry(directory, tag, value));
    else if (!changes.has(tag)) entries.push(data.subarray(entry.at, entry.at + layout.entryBytes));
  }
  const copy = Buffer.from(data);
  const writer = new Writer(copy, directory.isLittleEndian);
  writer.unsigned(directory.at, layout.countBytes, entries.length);
  const end = directory.at + layout.countBytes + entries.length * layout.entryBytes;
  copy.set(Buffer.concat(entries), directory.at + layout.countBytes);
  // Some writers leave out the offset of the next directory.
  if (end + layout.offsetBytes <= copy.length) writer.unsigned(end, layout.offsetBytes, 0);
  return copy;
}

function createEntry(directory: Directory, tag: number, value: number): Buffer {
  const { entryBytes, offsetBytes } = getLayout(directory);
  const entry = Buffer.alloc(entryBytes);
  const writer = new Writer(entry, directory.isLittleEndian);
  writer.unsigned(0, 2, tag);
  writer.unsigned(2, 2, short);
  writer.unsigned(4, offsetBytes, 1);
  writer.unsigned(4 + offsetBytes, 2, value);
  return entry;
}

/** Writes numbers in the byte order of the file. */
class Writer {
  readonly #view: DataView;
  readonly #isLittleEndian: boolean;

  constructor(data: Buffer, isLittleEndian: boolean) {
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
    this.#isLittleEndian = isLittleEndian;
  }

  /** @param bytes 2, 4 or 8. */
  unsigned(at: number, bytes: number, value: number): void {
    const little = this.#isLittleEndian;
    if (bytes === 2) this.#view.setUint16(at, value, little);
    else if (bytes === 4) this.#view.setUint32(at, value, little);
    else this.#view.setBigUint64(at, BigInt(value), little);
  }
}
