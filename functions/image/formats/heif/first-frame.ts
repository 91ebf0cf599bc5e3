import { type Box, Cursor, findBox, readBoxes, readFullBox } from './boxes.ts';

/** Bytes of a visual sample entry before the boxes in it: ISO/IEC 14496-12, 12.1.3. */
const sampleEntryBytes = 78;

/** Decoder configuration of each codec, which a still picture has too. */
const configurations: Readonly<Record<string, string>> = {
  hvc1: 'hvcC',
  hev1: 'hvcC',
  av01: 'av1C',
};

/**
 * Returns the first frame of a file that has an image sequence and no still picture, as a file with
 * that picture only; undefined if it has no sequence either.
 */
export function cutFirstFrame(data: Buffer): Buffer | undefined {
  const moov = findBox(readBoxes(data), 'moov');
  for (const { type, body } of moov ? readBoxes(moov) : []) {
    const frame = type === 'trak' ? readFirstSample(body, data) : undefined;
    if (frame) return writeStill(frame);
  }
  return undefined;
}

interface Frame {
  readonly codec: 'hvc1' | 'av01';
  readonly properties: readonly Box[];
  readonly pixels: Buffer;
}

function readFirstSample(track: Buffer, file: Buffer): Frame | undefined {
  const media = findPath(track, ['mdia', 'minf', 'stbl']);
  const tables = media ? readBoxes(media) : [];
  const descriptions = readFullBox(findBox(tables, 'stsd'));
  const [entry] = descriptions ? readBoxes(descriptions.rest.subarray(4)) : [];
  const name = entry && configurations[entry.type];
  if (!entry || !name || entry.body.length < sampleEntryBytes) return undefined;
  const boxes = readBoxes(entry.body.subarray(sampleEntryBytes));
  const configuration = findBox(boxes, name);
  const offset = readFirstOffset(tables);
  const size = readFirstSize(findBox(tables, 'stsz'));
  if (!configuration || offset === undefined || size === undefined) return undefined;
  // A picture has at most two: a profile, and code points.
  const colours = boxes.filter(({ type }) => type === 'colr').slice(0, 2);
  const ispe = Buffer.alloc(12);
  ispe.writeUInt32BE(entry.body.readUInt16BE(24), 4);
  ispe.writeUInt32BE(entry.body.readUInt16BE(26), 8);
  return {
    codec: name === 'av1C' ? 'av01' : 'hvc1',
    properties: [{ type: name, body: configuration }, { type: 'ispe', body: ispe }, ...colours],
    pixels: file.subarray(offset, offset + size),
  };
}

function findPath(data: Buffer, path: readonly string[]): Buffer | undefined {
  return path.reduce<Buffer | undefined>(
    (body, type) => body && findBox(readBoxes(body), type),
    data,
  );
}

/** The first chunk begins with the first sample. */
function readFirstOffset(tables: readonly Box[]): number | undefined {
  const short = readFullBox(findBox(tables, 'stco'));
  if (short && short.rest.length >= 8) return short.rest.readUInt32BE(4);
  const long = readFullBox(findBox(tables, 'co64'));
  return long && long.rest.length >= 12 ? Number(long.rest.readBigUInt64BE(4)) : undefined;
}

function readFirstSize(stsz: Buffer | undefined): number | undefined {
  const box = readFullBox(stsz);
  if (!box) return undefined;
  const cursor = new Cursor(box.rest);
  const common = cursor.number(4);
  cursor.number(4); // number of samples
  const first = common || cursor.number(4);
  return cursor.isPastEnd ? undefined : first;
}

/** Writes a HEIF file with one item: ISO/IEC 23008-12, 6.2. */
function writeStill({ codec, properties, pixels }: Frame): Buffer {
  const brand = codec === 'av01' ? 'avif' : 'heic';
  const ftyp = box('ftyp', text(brand), numbers(4, 0), text('mif1'), text(brand));
  const ipco = box('ipco', ...properties.map(({ type, body }) => box(type, body)));
  const indices = properties.map((_, i) => i + 1);
  const ipma = fullBox(
    'ipma',
    numbers(4, 1),
    numbers(2, 1),
    numbers(1, indices.length, ...indices),
  );
  // Version 2 of `infe`: item 1, no protection, its type, an empty name.
  const infe = box('infe', numbers(4, 0x02_00_00_00), numbers(2, 1, 0), text(codec), numbers(1, 0));
  const meta = (pixelsAt: number): Buffer =>
    fullBox(
      'meta',
      fullBox('hdlr', numbers(4, 0), text('pict'), Buffer.alloc(13)),
      fullBox('pitm', numbers(2, 1)),
      // Offsets and lengths of four bytes; item 1 is one extent in this file.
      fullBox(
        'iloc',
        numbers(1, 0x44, 0),
        numbers(2, 1, 1, 0, 1),
        numbers(4, pixelsAt, pixels.length),
      ),
      fullBox('iinf', numbers(2, 1), infe),
      box('iprp', ipco, ipma),
    );
  const pixelsAt = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(pixelsAt), box('mdat', pixels)]);
}

function box(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  return Buffer.concat([numbers(4, 8 + body.length), text(type), body]);
}

/** A box with version and flags 0. */
function fullBox(type: string, ...bodies: readonly Buffer[]): Buffer {
  return box(type, numbers(4, 0), ...bodies);
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}

/** Big-endian numbers of the same size. */
function numbers(bytes: number, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [i, value] of values.entries()) buffer.writeUIntBE(value, i * bytes, bytes);
  return buffer;
}
