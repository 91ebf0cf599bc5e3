import { findBoxes } from './formats/boxes.ts';
import type { Section } from './section.ts';
import type { Format } from './seeds.ts';

/** Finds the sections of a valid file, outer ones before those in them. Stops where it is damaged. */
export function findSections(format: Format, bytes: Buffer): Section[] {
  const found = [...finders[format](bytes)];
  return found.filter(({ start, end }) => end > start && end <= bytes.length);
}

const finders: Readonly<Record<Format, (bytes: Buffer) => Iterable<Section>>> = {
  jpeg: findSegments,
  png: findPngChunks,
  webp: findRiffChunks,
  gif: findGifBlocks,
  tiff: findTiffFields,
  avif: findBoxes,
  heic: findBoxes,
  bmp: findBmpParts,
};

/** A scan is one section, from its marker to the next. */
function* findSegments(jpeg: Buffer): Iterable<Section> {
  for (let at = 2; at + 4 <= jpeg.length; ) {
    if (jpeg[at] !== 0xff) return;
    let end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (jpeg[at + 1] === 0xda) {
      while (end + 1 < jpeg.length && !isMarker(jpeg, end)) end += 1;
    }
    yield { start: at, end, length: { at: at + 2, size: 2, little: false } };
    at = end;
  }
}

function isMarker(jpeg: Buffer, at: number): boolean {
  const code = jpeg[at + 1] ?? 0;
  return jpeg[at] === 0xff && code !== 0 && (code < 0xd0 || code > 0xd7);
}

function* findPngChunks(png: Buffer): Iterable<Section> {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    yield { start: at, end, length: { at, size: 4, little: false } };
    at = end;
  }
}

/** Frames contain chunks behind 16 bytes of their own. */
function* findRiffChunks(webp: Buffer): Iterable<Section> {
  yield { start: 0, end: webp.length, length: { at: 4, size: 4, little: true } };
  for (let at = 12; at + 8 <= webp.length; ) {
    const length = webp.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    yield { start: at, end, length: { at: at + 4, size: 4, little: true } };
    const isFrame = webp.toString('latin1', at, at + 4) === 'ANMF';

    at = isFrame ? at + 24 : end;
  }
}

function* findGifBlocks(gif: Buffer): Iterable<Section> {
  const table = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + table(gif[10] ?? 0);
  yield { start: 6, end: at };
  while (at < gif.length - 1) {
    const start = at;
    if (gif[at] === 0x21) at += 2;
    else if (gif[at] === 0x2c) at += 11 + table(gif[at + 9] ?? 0);
    else return;
    while (at < gif.length && gif[at] !== 0) at += 1 + (gif[at] ?? 0);
    at += 1;
    yield { start, end: at };
  }
}

/** The entries of the first directory, and each value that is elsewhere. */
function* findTiffFields(tiff: Buffer): Iterable<Section> {
  const little = tiff[0] === 0x49;
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  if (tiff.length < 14 || short(2) !== 42) return;
  const directory = long(4);
  if (directory + 2 > tiff.length) return;
  const count = short(directory);
  yield { start: directory, end: directory + 2 + count * 12 + 4 };
  for (
    let at = directory + 2;
    at < directory + 2 + count * 12 && at + 12 <= tiff.length;
    at += 12
  ) {
    yield { start: at, end: at + 12, length: { at: at + 4, size: 4, little } };
    const bytes = long(at + 4) * (tiffTypeBytes[short(at + 2)] ?? 1);
    if (bytes > 4) yield { start: long(at + 8), end: long(at + 8) + bytes };
  }
}

/** TIFF 6.0, section 2. */
const tiffTypeBytes = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

function* findBmpParts(bmp: Buffer): Iterable<Section> {
  const [pixels, header] = [bmp.readUInt32LE(10), bmp.readUInt32LE(14)];
  yield { start: 0, end: 14, length: { at: 2, size: 4, little: true } };
  yield { start: 14, end: 14 + header, length: { at: 14, size: 4, little: true } };
  yield { start: 14 + header, end: pixels };
  yield { start: pixels, end: bmp.length };
}
