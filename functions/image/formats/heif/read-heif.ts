import type { Size } from '../../geometry.ts';
import { type Box, Cursor, findBox, readBoxes } from './boxes.ts';
import { type Items, readItems } from './items.ts';

/** What the header of a HEIF or AVIF file says about the picture that viewers show. */
export interface HeifPicture extends Size {
  /** How pixels are coded: `hvc1` is HEVC, `av01` is AV1. */
  readonly codec: string;
  /** ICC profile of the picture. */
  readonly profile: Buffer | undefined;
  /** Bits of a channel; 0 if the file does not say it. */
  readonly bits: number;
  /** Whether the picture is grey, with black 16 and white 235 of 255 (ITU-T H.273). */
  readonly isLimitedGrey: boolean;
}

/**
 * Reads the header of a HEIF or AVIF file.
 *
 * @returns Undefined if it is damaged, or if the file has no still picture.
 */
export function readHeif(data: Buffer): HeifPicture | undefined {
  const meta = findBox(readBoxes(data), 'meta');
  const items = meta && readItems(meta);
  if (!items) return undefined;
  const coded = findCoded(items);
  const own = items.properties.get(items.primary) ?? [];
  const size = readSize(own);
  const tile = items.properties.get(coded.id) ?? [];
  if (!size || coded.codec === undefined) return undefined;
  const { bits, isGrey } = readCoding(tile);
  // A grid may leave colour to its tiles.
  const isFullRange = readFullRange(own) ?? readFullRange(tile) ?? true;
  return {
    ...transform(size, own),
    codec: coded.codec,
    profile: readProfile(own) ?? readProfile(tile),
    bits,
    isLimitedGrey: isGrey && !isFullRange,
  };
}

interface Coded {
  readonly id: number;
  readonly codec: string | undefined;
}

/** Derivations may be nested; two levels are a rotated grid. */
const maxDerivations = 4;

/** Finds the first coded picture that the primary item is derived from. */
function findCoded({ primary, types, sources }: Items): Coded {
  let id = primary;
  for (let level = 0; level < maxDerivations; level += 1) {
    const [source] = sources.get(id) ?? [];
    if (source === undefined) break;
    id = source;
  }
  return { id, codec: types.get(id) };
}

function readSize(properties: readonly Box[]): Size | undefined {
  const ispe = findBox(properties, 'ispe');
  if (!ispe || ispe.length < 12) return undefined;
  return { width: ispe.readUInt32BE(4), height: ispe.readUInt32BE(8) };
}

/** Applies the transformations that change the size: cropping and rotation. */
function transform(size: Size, properties: readonly Box[]): Size {
  return properties.reduce(({ width, height }, { type, body }) => {
    const isQuarterTurn = type === 'irot' && (body[0] ?? 0) % 2 === 1;
    if (isQuarterTurn) return { width: height, height: width };
    if (type !== 'clap' || body.length < 32) return { width, height };
    const cursor = new Cursor(body);
    const length = (): number => Math.round(cursor.number(4) / cursor.number(4));
    return { width: Math.min(width, length()), height: Math.min(height, length()) };
  }, size);
}

/** Bits and channels, from the configuration of the decoder: ISO/IEC 14496-15, 8.3.2.1; AV1-ISOBMFF, 2.3.3. */
function readCoding(properties: readonly Box[]): { bits: number; isGrey: boolean } {
  const hvcC = findBox(properties, 'hvcC');
  if (hvcC && hvcC.length > 17) {
    return { bits: 8 + ((hvcC[17] ?? 0) & 7), isGrey: ((hvcC[16] ?? 0) & 3) === 0 };
  }
  const flags = findBox(properties, 'av1C')?.[2];
  if (flags === undefined) return { bits: 0, isGrey: false };
  const isHigh = (flags & 0x40) !== 0;
  return { bits: isHigh ? (flags & 0x20 ? 12 : 10) : 8, isGrey: (flags & 0x10) !== 0 };
}

function findColour(properties: readonly Box[], kinds: readonly string[]): Buffer | undefined {
  return properties.find(
    ({ type, body }) => type === 'colr' && kinds.includes(body.toString('latin1', 0, 4)),
  )?.body;
}

function readProfile(properties: readonly Box[]): Buffer | undefined {
  return findColour(properties, ['prof', 'rICC'])?.subarray(4);
}

function readFullRange(properties: readonly Box[]): boolean | undefined {
  const flags = findColour(properties, ['nclx'])?.[10];
  return flags === undefined ? undefined : (flags & 0x80) !== 0;
}
