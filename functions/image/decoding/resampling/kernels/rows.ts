import { startLow, toBytes, toLevels } from './fixed-point.ts';
import { interleaveLow } from './interleave.ts';
import { findEntry, findPairs, getBegin, getEntryBytes, getLength, pairBytes } from './table.ts';

/** Bytes of an RGB pixel. */
const channels: usize = 3;

/**
 * Resizes rows of RGB pixels along the horizontal axis, four rows at a time. The last four may go beyond
 * `rows`, and both areas need room for them.
 *
 * @param sourceBytes Bytes per row of `source`.
 */
export function resampleRows(
  table: usize,
  source: usize,
  sourceBytes: usize,
  target: usize,
  rows: i32,
): void {
  const targetBytes = getLength(table) * channels;
  const entryBytes = getEntryBytes(table);
  let from = source;
  let to = target;
  for (let row = 0; row < rows; row += 4) {
    let entry = findEntry(table, 0);
    for (let x: usize = 0; x < targetBytes; x += channels) {
      storePixels(to + x, targetBytes, resamplePixels(entry, entryBytes, from, sourceBytes));
      entry += entryBytes;
    }
    from += 4 * sourceBytes;
    to += 4 * targetBytes;
  }
}

/**
 * Computes one output pixel of each of four rows, a to d.
 *
 * @returns Four bytes of each: red, green, blue, and nothing.
 */
function resamplePixels(entry: usize, entryBytes: usize, source: usize, sourceBytes: usize): v128 {
  let lowA = startLow();
  let lowB = lowA;
  let lowC = lowA;
  let lowD = lowA;
  let highA = i16x8.splat(0);
  let highB = highA;
  let highC = highA;
  let highD = highA;
  let from = source + getBegin(entry) * channels;
  const end = entry + entryBytes;
  for (let pair = findPairs(entry); pair < end; pair += pairBytes) {
    const low = v128.load32_splat(pair);
    const high = v128.load32_splat(pair, 4);
    const a = loadPair(from);
    lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, low));
    highA = i16x8.add(highA, i16x8.mul(a, high));
    const b = loadPair(from + sourceBytes);
    lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, low));
    highB = i16x8.add(highB, i16x8.mul(b, high));
    const c = loadPair(from + 2 * sourceBytes);
    lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(c, low));
    highC = i16x8.add(highC, i16x8.mul(c, high));
    const d = loadPair(from + 3 * sourceBytes);
    lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(d, low));
    highD = i16x8.add(highD, i16x8.mul(d, high));
    from += 2 * channels;
  }
  return toBytes(
    toLevels(lowA, highA),
    toLevels(lowB, highB),
    toLevels(lowC, highC),
    toLevels(lowD, highD),
  );
}

/**
 * Loads two RGB pixels channel by channel, each byte widened to 16 bits. A constant order of bytes for
 * `swizzle` would be shorter, but V8 may load such a constant anew for each use.
 */
function loadPair(from: usize): v128 {
  const first = v128.load32_zero(from);
  const second = v128.load32_zero(from + channels);
  return i16x8.extend_low_i8x16_u(interleaveLow(first, second));
}

/** Stores the pixels that {@link resamplePixels} returns, each in its row. */
function storePixels(target: usize, targetBytes: usize, pixels: v128): void {
  storePixel(target, i32x4.extract_lane(pixels, 0));
  storePixel(target + targetBytes, i32x4.extract_lane(pixels, 1));
  storePixel(target + 2 * targetBytes, i32x4.extract_lane(pixels, 2));
  storePixel(target + 3 * targetBytes, i32x4.extract_lane(pixels, 3));
}

/** Stores the three lower bytes: a fourth would be the next pixel's, which may be stored already. */
function storePixel(target: usize, pixel: i32): void {
  store<u16>(target, pixel);
  store<u8>(target, pixel >> 16, 2);
}
