import { crc32 } from 'node:zlib';

export interface WrittenEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  /** These replace the correct values. */
  readonly crc?: number;
  readonly claimed?: number;
  readonly position?: number;
  /** Whether sizes and position are in a zip64 extra field. */
  readonly zip64?: boolean;
}

/** Packs numbers: `B` is one byte, `S` two, `L` four, `Q` eight. */
export function packed(format: string, ...values: readonly number[]): Buffer {
  const parts = values.map((value, index) => {
    const part = Buffer.alloc({ B: 1, S: 2, L: 4, Q: 8 }[format[index] ?? 'L'] ?? 4);
    if (part.length === 8) part.writeBigUInt64LE(BigInt(value));
    else part.writeUIntLE(value, 0, part.length);
    return part;
  });
  return Buffer.concat(parts);
}

/** Writes a minimal zip file. */
export function writeZip(entries: readonly WrittenEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const { flags = 0, method = 0, crc = crc32(entry.bytes), zip64 = false } = entry;
    const size = entry.claimed ?? entry.bytes.length;
    const start = entry.position ?? position;
    const full = 0xffffffff;
    const [sizeField, startField] = zip64 ? [full, full] : [size, start];
    const extra = zip64 ? packed('SSQQQ', 1, 24, size, size, start) : Buffer.alloc(0);
    const common = Buffer.concat([
      packed('SSSLLLL', 20, flags, method, 0, crc, sizeField, sizeField),
      packed('SS', name.length, extra.length),
    ]);
    const local = Buffer.concat([packed('L', 0x04034b50), common, name, extra, entry.bytes]);
    const central = [packed('LS', 0x02014b50, 20), common, packed('SSSLL', 0, 0, 0, 0, startField)];
    directory.push(...central, name, extra);
    bodies.push(local);
    position += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = packed(
    'LSSSSLLS',
    0x06054b50,
    0,
    0,
    entries.length,
    entries.length,
    listed.length,
    position,
    0,
  );
  return Buffer.concat([...bodies, listed, end]);
}
