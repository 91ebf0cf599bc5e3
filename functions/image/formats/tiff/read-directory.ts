/** The first directory of a TIFF or BigTIFF file, which describes the first picture. */
export interface Directory {
  readonly isLittleEndian: boolean;
  readonly isBig: boolean;
  /** Offset of the directory. */
  readonly at: number;
  /** By tag; of several with the same tag, the first one. */
  readonly entries: ReadonlyMap<number, Entry>;
}

export interface Entry {
  readonly type: number;
  /** Values, not bytes. */
  readonly count: number;
  /** Offset of the entry in its directory, and of its values, which may lie beyond the end. */
  readonly at: number;
  readonly valuesAt: number;
}

/** Real directories have about twenty entries; libtiff refuses more than these. */
const maxEntries = 4_096;

/** Bytes of one value, by field type: TIFF 6.0, section 2, and BigTIFF. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8] as const;

/** Sizes of the parts of a directory. */
export function getLayout({ isBig }: Pick<Directory, 'isBig'>): {
  countBytes: number;
  entryBytes: number;
  offsetBytes: number;
} {
  return isBig
    ? { countBytes: 8, entryBytes: 20, offsetBytes: 8 }
    : { countBytes: 2, entryBytes: 12, offsetBytes: 4 };
}

/** Reads the first directory; undefined if it is not whole, or libtiff would refuse it. */
export function readDirectory(data: Buffer): Directory | undefined {
  if (data.length < 16) return undefined;
  const isLittleEndian = data.toString('latin1', 0, 2) === 'II';
  const reader = new Reader(data, isLittleEndian);
  const isBig = reader.unsigned(2, 2) === 43;
  const { countBytes, entryBytes, offsetBytes } = getLayout({ isBig });
  const at = reader.unsigned(isBig ? 8 : 4, offsetBytes);
  if (at < 8 || at + countBytes > data.length) return undefined;
  const entryCount = reader.unsigned(at, countBytes);
  const end = at + countBytes + entryCount * entryBytes;
  if (entryCount > maxEntries || end > data.length) return undefined;
  const entries = new Map<number, Entry>();
  for (let entryAt = at + countBytes; entryAt < end; entryAt += entryBytes) {
    const tag = reader.unsigned(entryAt, 2);
    if (!entries.has(tag)) entries.set(tag, readEntry(reader, entryAt, offsetBytes));
  }
  return { isLittleEndian, isBig, at, entries };
}

function readEntry(reader: Reader, at: number, offsetBytes: number): Entry {
  const type = reader.unsigned(at + 2, 2);
  const count = reader.unsigned(at + 4, offsetBytes);
  const inlineAt = at + 4 + offsetBytes;
  const isInline = count * (typeBytes[type] ?? 0) <= offsetBytes;
  const valuesAt = isInline ? inlineAt : reader.unsigned(inlineAt, offsetBytes);
  return { type, count, at, valuesAt };
}

/**
 * Reads the first values of an entry as numbers.
 *
 * @returns No more than `max`; none if the entry is missing, its values lie beyond the end, or it has
 * no numbers.
 */
export function readNumbers(
  data: Buffer,
  directory: Directory,
  { tag, max }: { tag: number; max: number },
): number[] {
  const entry = directory.entries.get(tag);
  const bytes = entry && typeBytes[entry.type];
  if (!entry || !bytes) return [];
  const count = Math.min(entry.count, max);
  if (entry.valuesAt + count * bytes > data.length) return [];
  const reader = new Reader(data, directory.isLittleEndian);
  return Array.from({ length: count }, (_, i) =>
    reader.number(entry.valuesAt + i * bytes, entry.type),
  );
}

/** Reads numbers in the byte order of the file; the caller checks that they are within it. */
class Reader {
  readonly #view: DataView;
  readonly #isLittleEndian: boolean;

  constructor(data: Buffer, isLittleEndian: boolean) {
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
    this.#isLittleEndian = isLittleEndian;
  }

  /** @param bytes 1, 2, 4 or 8; beyond 2^53, 8 bytes lose precision. */
  unsigned(at: number, bytes: number): number {
    const little = this.#isLittleEndian;
    if (bytes === 1) return this.#view.getUint8(at);
    if (bytes === 2) return this.#view.getUint16(at, little);
    if (bytes === 4) return this.#view.getUint32(at, little);
    return Number(this.#view.getBigUint64(at, little));
  }

  number(at: number, type: number): number {
    const little = this.#isLittleEndian;
    switch (type) {
      case 5: // RATIONAL
        return this.unsigned(at, 4) / this.unsigned(at + 4, 4);
      case 6: // SBYTE
        return this.#view.getInt8(at);
      case 8: // SSHORT
        return this.#view.getInt16(at, little);
      case 9: // SLONG
        return this.#view.getInt32(at, little);
      case 10: // SRATIONAL
        return this.#view.getInt32(at, little) / this.#view.getInt32(at + 4, little);
      case 11: // FLOAT
        return this.#view.getFloat32(at, little);
      case 12: // DOUBLE
        return this.#view.getFloat64(at, little);
      case 17: // SLONG8
        return Number(this.#view.getBigInt64(at, little));
      default:
        return this.unsigned(at, typeBytes[type] ?? 1);
    }
  }
}
