import { crc32 } from 'node:zlib';
import type { Random } from '../random.ts';
import type { LengthField, Section } from './section.ts';
import { findSections } from './sections.ts';
import { type Format, formats, type Seeds } from './seeds.ts';

/** A file being changed. */
interface Draft {
  readonly format: Format;
  readonly bytes: Buffer;
  readonly random: Random;
  readonly seeds: Seeds;
}

type Change = (draft: Draft) => Buffer;

/** Numbers at which readers of lengths, sizes and counts fail. */
const edges = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe,
  0xffffffff,
];
/** The service takes pictures of up to 20 MB; the average case is to be small. */
const maxBytes = 2_000_000;

/** Changes a valid picture in one to four ways, and repairs checksums behind most of them. */
export function mutate(
  random: Random,
  format: Format,
  seeds: Seeds,
): { bytes: Buffer; title: string } {
  let bytes = random.pick(seeds[format]);
  const names: string[] = [];
  for (let left = random.between(1, 4); left > 0; left -= 1) {
    const name = random.pick(changeNames);
    bytes = changes[name]({ format, bytes, random, seeds });
    names.push(name);
  }
  if (format === 'png' && random.chance(0.8)) bytes = repairChecksums(bytes);
  return { bytes, title: names.join(', ') };
}

const changes = {
  'cut at a border': ({ format, bytes, random }) => {
    const { start, end } = pickSection(format, bytes, random);
    return bytes.subarray(0, random.pick([start, end]) + random.between(-1, 9));
  },
  'cut inside': ({ bytes, random }) => bytes.subarray(0, random.below(bytes.length + 1)),
  'bits flipped': ({ format, bytes, random }) => {
    const copy = Buffer.from(bytes);
    for (let left = random.magnitude(1, 64); left > 0; left -= 1) {
      const at = pickPlace(format, bytes, random);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  'bytes changed': ({ format, bytes, random }) => {
    const at = pickPlace(format, bytes, random);
    const value = random.bytes(random.magnitude(1, 16));
    return Buffer.concat([bytes.subarray(0, at), value, bytes.subarray(at + value.length)]);
  },
  'number changed': ({ format, bytes, random }) => {
    const copy = Buffer.from(bytes);
    const field = { at: pickPlace(format, bytes, random), size: random.pick([1, 2, 4] as const) };
    write(copy, { ...field, little: random.chance(0.5) }, random.pick(edges));
    return copy;
  },
  'length changed': ({ format, bytes, random }) => {
    const { length } = pickSection(format, bytes, random);
    if (!length) return bytes;
    const copy = Buffer.from(bytes);
    const value = random.chance(0.5)
      ? read(copy, length) + random.between(-9, 9)
      : random.pick(edges);
    write(copy, length, value);
    return copy;
  },
  'section doubled': ({ format, bytes, random }) => {
    const { start, end } = pickSection(format, bytes, random);
    return insert(format, bytes, { at: end, what: bytes.subarray(start, end) });
  },
  'section multiplied': ({ format, bytes, random }) => {
    const { start, end } = pickSection(format, bytes, random);
    const most = Math.max(2, Math.min(20_000, Math.floor(maxBytes / (end - start))));
    const section = bytes.subarray(start, end);
    const what = Buffer.concat(Array(random.magnitude(2, most)).fill(section));
    return insert(format, bytes, { at: end, what });
  },
  'section left out': ({ format, bytes, random }) => {
    const { start, end } = pickSection(format, bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  'section moved': ({ format, bytes, random }) => {
    const { start, end } = pickSection(format, bytes, random);
    const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    const at = pickBorder(format, rest, random);
    return insert(format, rest, { at, what: bytes.subarray(start, end) });
  },
  'section nested': ({ format, bytes, random }) => {
    const outer = pickSection(format, bytes, random);
    const inner = pickSection(format, bytes, random);
    const at = random.between(outer.start, outer.end);
    return insert(format, bytes, { at, what: bytes.subarray(inner.start, inner.end) });
  },
  'section of another file': ({ format, bytes, random, seeds }) => {
    const other = random.pick(seeds[format]);
    const { start, end } = pickSection(format, other, random);
    const at = pickBorder(format, bytes, random);
    return insert(format, bytes, { at, what: other.subarray(start, end) });
  },
  'zeros or noise inserted': ({ format, bytes, random }) => {
    const length = random.magnitude(1, 200_000);
    const what = random.chance(0.5) ? Buffer.alloc(length) : random.bytes(length);
    return insert(format, bytes, { at: pickBorder(format, bytes, random), what });
  },
  'another picture behind': ({ bytes, random, seeds }) =>
    Buffer.concat([bytes, random.pick(seeds[random.pick(formats)])]),
  'another picture inside': ({ format, bytes, random, seeds }) =>
    insert(format, bytes, {
      at: pickBorder(format, bytes, random),
      what: random.pick(seeds[random.pick(formats)]),
    }),
  'another signature': ({ bytes, random, seeds }) => {
    const length = random.between(2, 16);
    const signature = random.pick(seeds[random.pick(formats)]).subarray(0, length);
    return Buffer.concat([signature, bytes.subarray(random.chance(0.5) ? length : 0)]);
  },
} satisfies Readonly<Record<string, Change>>;

const changeNames = Object.keys(changes) as (keyof typeof changes)[];

/** Of a file without sections, the whole. */
function pickSection(format: Format, bytes: Buffer, random: Random): Section {
  if (bytes.length < 32) return { start: 0, end: bytes.length };
  const sections = findSections(format, bytes);
  return sections.length > 0 ? random.pick(sections) : { start: 0, end: bytes.length };
}

function pickBorder(format: Format, bytes: Buffer, random: Random): number {
  const { start, end } = pickSection(format, bytes, random);
  return random.pick([start, end]);
}

/** Most places are near the beginning of a section, where its numbers are. */
function pickPlace(format: Format, bytes: Buffer, random: Random): number {
  if (random.chance(0.2)) return random.below(bytes.length);
  const { start, end } = pickSection(format, bytes, random);
  return random.between(start, Math.min(end, start + 40));
}

/** Inserts bytes, and adds their number to the lengths of the sections around. */
function insert(format: Format, bytes: Buffer, { at, what }: { at: number; what: Buffer }): Buffer {
  if (bytes.length + what.length > 2 * maxBytes) return bytes;
  const copy = Buffer.from(bytes);
  for (const { start, end, length } of bytes.length < 32 ? [] : findSections(format, bytes)) {
    if (length && start < at && at < end) write(copy, length, read(copy, length) + what.length);
  }
  return Buffer.concat([copy.subarray(0, at), what, copy.subarray(at)]);
}

function read(bytes: Buffer, { at, size, little }: LengthField): number {
  if (at + size > bytes.length) return 0;
  return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
}

/** Writes what fits of a value. */
function write(bytes: Buffer, { at, size, little }: LengthField, value: number): void {
  if (at + size > bytes.length) return;
  const fitting = Number(BigInt.asUintN(size * 8, BigInt(value)));
  if (little) bytes.writeUIntLE(fitting, at, size);
  else bytes.writeUIntBE(fitting, at, size);
}

/** Writes the right checksums into the chunks of a PNG that are whole. */
export function repairChecksums(png: Buffer): Buffer {
  const copy = Buffer.from(png);
  for (let at = 8; at + 12 <= copy.length; ) {
    const end = at + 12 + copy.readUInt32BE(at);
    if (end > copy.length) break;
    copy.writeUInt32BE(crc32(copy.subarray(at + 4, end - 4)), end - 4);
    at = end;
  }
  return copy;
}
