/** Makes an ICC profile from the code points of ITU-T H.273, with which PNG and video name colours. */

/** Code points of the primaries and of the transfer function. */
export interface Cicp {
  readonly primaries: number;
  readonly transfer: number;
}

type Point = readonly [x: number, y: number];
type Matrix = readonly (readonly number[])[];
type Curve = (signal: number) => number;

/** White of the profile connection space, as XYZ: ICC.1:2022, 7.2.16. */
const d50 = [0.9642, 1, 0.8249];
const d65: Point = [0.3127, 0.329];
const c: Point = [0.31, 0.316];
const dci: Point = [0.314, 0.351];

/** Red, green, blue and white: ITU-T H.273, table 2. */
const primaries: Readonly<Record<number, readonly [Point, Point, Point, Point]>> = {
  1: [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], d65], // BT.709, sRGB
  4: [[0.67, 0.33], [0.21, 0.71], [0.14, 0.08], c], // BT.470 M
  5: [[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], d65], // BT.601, 625 lines
  6: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65], // BT.601, 525 lines
  7: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65], // SMPTE 240
  9: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], d65], // BT.2020
  11: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], dci], // DCI P3
  12: [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], d65], // Display P3
};

/** The curve that sRGB, BT.601, BT.709 and BT.2020 displays share in practice: IEC 61966-2-1. */
const srgb: Curve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** Linear light, 1 for the white of paper; brighter light is cut. ITU-T H.273, table 3. */
const transfers: Readonly<Record<number, Curve>> = {
  1: srgb,
  4: (v) => v ** 2.2,
  5: (v) => v ** 2.8,
  6: srgb,
  8: (v) => v,
  13: srgb,
  14: srgb,
  15: srgb,
  16: (v) => (10_000 / whiteNits) * perceptualQuantizer(v),
  18: (v) => (hybridLogGamma(v) / hybridLogGamma(0.75)) ** 1.2,
};

/** Luminance of white paper in HDR: ITU-R BT.2408. The same white is 0.75 in hybrid log-gamma. */
const whiteNits = 203;

/** SMPTE ST 2084; 1 is 10,000 nits. */
function perceptualQuantizer(signal: number): number {
  const [m1, m2] = [2610 / 16_384, (2523 / 4096) * 128];
  const [c1, c2, c3] = [3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
  const root = signal ** (1 / m2);
  return (Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1);
}

/** Scene light of ITU-R BT.2100's hybrid log-gamma. */
function hybridLogGamma(signal: number): number {
  const [a, b, e] = [0.17883277, 0.28466892, 0.55991073];
  return signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - e) / a) + b) / 12;
}

/**
 * Returns an ICC profile with these primaries and this curve, or undefined for code points that
 * describe no RGB display.
 */
export function createProfile({ primaries: code, transfer }: Cicp): Buffer | undefined {
  const points = primaries[code];
  const curve = transfers[transfer];
  if (!points || !curve) return undefined;
  const [red, green, blue] = transpose(adaptToD50(toXyz(points), points[3]));
  const trc = encodeCurve(curve);
  return encodeProfile({
    desc: Buffer.concat([Buffer.from('desc\0\0\0\0\0\0\0\x05CICP\0', 'latin1'), Buffer.alloc(78)]),
    cprt: Buffer.from('text\0\0\0\0none\0', 'latin1'),
    wtpt: encodeXyz(d50),
    rXYZ: encodeXyz(red ?? []),
    gXYZ: encodeXyz(green ?? []),
    bXYZ: encodeXyz(blue ?? []),
    rTRC: trc,
    gTRC: trc,
    bTRC: trc,
  });
}

const pointToXyz = ([x, y]: Point): number[] => [x / y, 1, (1 - x - y) / y];

/** The matrix from linear RGB to XYZ, with white at Y = 1. */
function toXyz([r, g, b, white]: readonly [Point, Point, Point, Point]): Matrix {
  const columns = transpose([pointToXyz(r), pointToXyz(g), pointToXyz(b)]);
  const scale = multiply(invert(columns), transpose([pointToXyz(white)]));
  return columns.map((row) => row.map((value, i) => value * (scale[i]?.[0] ?? 0)));
}

/** Bradford's matrix: ICC.1:2022, annex E. */
const bradford: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

function adaptToD50(matrix: Matrix, white: Point): Matrix {
  const from = multiply(bradford, transpose([pointToXyz(white)]));
  const to = multiply(bradford, transpose([d50]));
  const gains = from.map(([value = 1], i) =>
    from.map((_, j) => (i === j ? (to[i]?.[0] ?? 0) / value : 0)),
  );
  return multiply(multiply(multiply(invert(bradford), gains), bradford), matrix);
}

function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_, i) => matrix.map((row) => row[i] ?? 0));
}

function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b);
  return a.map((row) =>
    columns.map((column) => row.reduce((sum, v, i) => sum + v * (column[i] ?? 0), 0)),
  );
}

/** Inverts a matrix of 3 x 3 by its cofactors. */
function invert(matrix: Matrix): number[][] {
  const at = (row: number, column: number): number => matrix[row % 3]?.[column % 3] ?? 0;
  const cofactor = (r: number, k: number): number =>
    at(r + 1, k + 1) * at(r + 2, k + 2) - at(r + 1, k + 2) * at(r + 2, k + 1);
  const determinant = [0, 1, 2].reduce((sum, k) => sum + at(0, k) * cofactor(0, k), 0);
  return [0, 1, 2].map((r) => [0, 1, 2].map((k) => cofactor(k, r) / determinant));
}

function encodeXyz(xyz: readonly number[]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 'latin1');
  writeXyz(tag, 8, xyz);
  return tag;
}

/** Writes three s15Fixed16Numbers. */
function writeXyz(to: Buffer, at: number, xyz: readonly number[]): void {
  for (const [i, value] of xyz.entries()) to.writeInt32BE(Math.round(value * 65_536), at + 4 * i);
}

/** Enough for the steep start of the HDR curves. */
const curvePoints = 4096;

function encodeCurve(curve: Curve): Buffer {
  const tag = Buffer.alloc(12 + 2 * curvePoints);
  tag.write('curv', 'latin1');
  tag.writeUInt32BE(curvePoints, 8);
  for (let i = 0; i < curvePoints; i += 1) {
    const light = Math.min(1, curve(i / (curvePoints - 1)));
    tag.writeUInt16BE(Math.round(light * 65_535), 12 + 2 * i);
  }
  return tag;
}

/** Writes an ICC profile, version 2.4, for an RGB display: https://www.color.org/icc_specs2.xalter */
function encodeProfile(tags: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tags);
  const header = Buffer.alloc(128 + 4 + 12 * entries.length);
  header.write('\x02\x40\0\0mntrRGB XYZ ', 8, 'latin1');
  header.write('acsp', 36, 'latin1');
  writeXyz(header, 68, d50);
  header.writeUInt32BE(entries.length, 128);
  let offset = header.length;
  const bodies = entries.map(([name, body], i) => {
    header.write(name, 132 + 12 * i, 'latin1');
    header.writeUInt32BE(offset, 136 + 12 * i);
    header.writeUInt32BE(body.length, 140 + 12 * i);
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  header.writeUInt32BE(offset, 0);
  return Buffer.concat([header, ...bodies]);
}
