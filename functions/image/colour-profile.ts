/**
 * Reads ICC profiles just far enough to decide whether converting to sRGB would change anything.
 * https://www.color.org/specification/ICC.1-2022-05.pdf
 */

/** Converts decoded pixels to sRGB: a profile; `none` if they are sRGB; `applied` if the decoder converts. */
export type ColourConversion = Buffer | 'none' | 'applied';

const headerBytes = 128;
const tagBytes = 12;
/** Real profiles have about twenty tags. */
const maxTags = 100;

/** Colorants of sRGB in the profile connection space (D50): https://www.color.org/srgb.pdf */
const srgbColorants = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7139],
} as const;

/** Profiles round differently, by up to 0.0006 in those seen; Display P3 differs by 0.08. */
const colorantTolerance = 0.003;
/** In linear light, 0 to 1: about a third of one of 255 levels. Gamma 2.2 differs by 0.006. */
const curveTolerance = 0.0015;

/** Returns the colour space of the pixels that a profile describes, such as `RGB `, or an empty string. */
export function getColourSpace(profile: Buffer): string {
  return profile.length < headerBytes ? '' : profile.toString('latin1', 16, 20);
}

/** Returns whether a profile's primaries and curves are those of sRGB, whatever its name. */
export function isSrgbProfile(profile: Buffer): boolean {
  const tags = readTags(profile);
  if (getColourSpace(profile) !== 'RGB ') return false;
  // A lookup table takes precedence over colorants and curves.
  if (tags.has('A2B0')) return false;
  return (
    Object.entries(srgbColorants).every(([name, xyz]) => isColorant(tags.get(name), xyz)) &&
    ['rTRC', 'gTRC', 'bTRC'].every((name) => isSrgbCurve(tags.get(name)))
  );
}

/** Profiles for printing, with tables for three purposes, have up to 3 MB. */
const maxPlainBytes = 4_000_000;
/** Tags whose functions are lists of any number of steps, for each pixel: ICC.2 and ICC.1 10.17. */
const listTags = ['D2B0', 'D2B1', 'D2B2', 'D2B3', 'B2D0', 'B2D1', 'B2D2', 'B2D3'];

/**
 * Whether applying a profile may take much longer than the number of pixels suggests. Photographs have no
 * such profile.
 */
export function isOddProfile(profile: Buffer): boolean {
  if (profile.length > maxPlainBytes || profile.length < headerBytes + 4) return true;
  if (profile.readUInt32BE(headerBytes) > maxTags) return true;
  const tags = readTags(profile);
  return (
    listTags.some((name) => tags.has(name)) ||
    [...tags.values()].some((tag) => tag.toString('latin1', 0, 4) === 'mpet')
  );
}

function readTags(profile: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>();
  if (profile.length < headerBytes + 4) return tags;
  const count = Math.min(profile.readUInt32BE(headerBytes), maxTags);
  for (let i = 0; i < count; i += 1) {
    const at = headerBytes + 4 + i * tagBytes;
    if (at + tagBytes > profile.length) break;
    const [offset, length] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)];
    tags.set(profile.toString('latin1', at, at + 4), profile.subarray(offset, offset + length));
  }
  return tags;
}

function isColorant(tag: Buffer | undefined, expected: readonly number[]): boolean {
  if (!tag || tag.length < 20 || tag.toString('latin1', 0, 4) !== 'XYZ ') return false;
  return expected.every((value, i) => Math.abs(fixed(tag, 8 + 4 * i) - value) <= colorantTolerance);
}

function isSrgbCurve(tag: Buffer | undefined): boolean {
  const curve = tag && readCurve(tag);
  if (!curve) return false;
  return Array.from({ length: 33 }, (_, i) => i / 32).every(
    (x) => Math.abs(curve(x) - toLinear(x)) <= curveTolerance,
  );
}

/** Returns a tone curve from 0..1 to 0..1, or undefined for an unknown type. */
function readCurve(tag: Buffer): ((x: number) => number) | undefined {
  const type = tag.toString('latin1', 0, 4);
  if (tag.length < 12) return undefined;
  if (type === 'curv') return readTable(tag);
  return type === 'para' ? readParametric(tag) : undefined;
}

function readTable(tag: Buffer): ((x: number) => number) | undefined {
  const count = tag.readUInt32BE(8);
  if (count === 0) return (x) => x;
  if (tag.length < 12 + 2 * count) return undefined;
  if (count === 1) {
    const gamma = tag.readUInt16BE(12) / 256;
    return (x) => x ** gamma;
  }
  const value = (i: number): number => tag.readUInt16BE(12 + 2 * i) / 65_535;
  return (x) => {
    const at = x * (count - 1);
    const low = Math.min(Math.floor(at), count - 2);
    return value(low) + (value(low + 1) - value(low)) * (at - low);
  };
}

/** Parameters of function types 0 to 4, in the order in which the file has them. */
const parameterCounts = [1, 3, 4, 5, 7];

function readParametric(tag: Buffer): ((x: number) => number) | undefined {
  const kind = tag.readUInt16BE(8);
  const count = parameterCounts[kind];
  if (count === undefined || tag.length < 12 + 4 * count) return undefined;
  const values = Array.from({ length: count }, (_, i) => fixed(tag, 12 + 4 * i));
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  const power = (x: number): number => (a * x + b) ** g;
  switch (kind) {
    case 0:
      return (x) => x ** g;
    case 1:
      return (x) => (x >= -b / a ? power(x) : 0);
    case 2:
      return (x) => (x >= -b / a ? power(x) + c : c);
    case 3:
      return (x) => (x >= d ? power(x) : c * x);
    default:
      return (x) => (x >= d ? power(x) + e : c * x + f);
  }
}

/** The curve of sRGB, IEC 61966-2-1. */
function toLinear(x: number): number {
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

/** s15Fixed16Number */
function fixed(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) / 65_536;
}
