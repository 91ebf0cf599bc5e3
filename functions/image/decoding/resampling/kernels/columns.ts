import { startLow, toBytes, toLevels } from './fixed-point.ts';
import { interleaveHigh, interleaveLow } from './interleave.ts';
import { findEntry, findPairs, getBegin, getEnd, pairBytes } from './table.ts';

/** Bytes of a row that are computed at once. */
const block: usize = 16;

/**
 * Computes the output rows from `begin` to `end` along the vertical axis, where every byte is computed
 * like its neighbours. Up to 15 bytes after the last row are overwritten.
 *
 * @param source Where input row 0 is, or would be if the area had it.
 * @param rowBytes Bytes per row of both areas.
 */
export function resampleColumns(
  table: usize,
  begin: i32,
  end: i32,
  source: usize,
  rowBytes: usize,
  target: usize,
): void {
  let to = target;
  for (let row = begin; row < end; row += 1) {
    const entry = findEntry(table, row);
    const from = source + getBegin(entry) * rowBytes;
    for (let x: usize = 0; x < rowBytes; x += block) {
      v128.store(to + x, resampleBlock(entry, from + x, rowBytes));
    }
    to += rowBytes;
  }
}

/** Computes a block of an output row. With an odd number of input rows, a row after them is read too. */
function resampleBlock(entry: usize, source: usize, rowBytes: usize): v128 {
  let lowA = startLow();
  let lowB = lowA;
  let lowC = lowA;
  let lowD = lowA;
  let highA = i16x8.splat(0);
  let highB = highA;
  let highC = highA;
  let highD = highA;
  let from = source;
  const count = getEnd(entry) - getBegin(entry);
  const end = findPairs(entry) + ((count + 1) >> 1) * pairBytes;
  for (let pair = findPairs(entry); pair < end; pair += pairBytes) {
    const low = v128.load32_splat(pair);
    const high = v128.load32_splat(pair, 4);
    const one = v128.load(from);
    const other = v128.load(from + rowBytes);
    const left = interleaveLow(one, other);
    const a = i16x8.extend_low_i8x16_u(left);
    lowA = i32x4.add(lowA, i32x4.dot_i16x8_s(a, low));
    highA = i16x8.add(highA, i16x8.mul(a, high));
    const b = i16x8.extend_high_i8x16_u(left);
    lowB = i32x4.add(lowB, i32x4.dot_i16x8_s(b, low));
    highB = i16x8.add(highB, i16x8.mul(b, high));
    const right = interleaveHigh(one, other);
    const c = i16x8.extend_low_i8x16_u(right);
    lowC = i32x4.add(lowC, i32x4.dot_i16x8_s(c, low));
    highC = i16x8.add(highC, i16x8.mul(c, high));
    const d = i16x8.extend_high_i8x16_u(right);
    lowD = i32x4.add(lowD, i32x4.dot_i16x8_s(d, low));
    highD = i16x8.add(highD, i16x8.mul(d, high));
    from += 2 * rowBytes;
  }
  return toBytes(
    toLevels(lowA, highA),
    toLevels(lowB, highB),
    toLevels(lowC, highC),
    toLevels(lowD, highD),
  );
}
