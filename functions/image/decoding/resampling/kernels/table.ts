import { findBegin, findEnd, findReach, weigh } from './filter.ts';
import { getHigh, getLow, toFixedPoint } from './fixed-point.ts';

// A table has the weights of one axis: u32 length, u32 bytes per entry, then an entry for each output
// pixel. An entry has u32 begin and u32 end, the input pixels counted from the first one of the first
// output pixel, then their weights in pairs: low, low, high, high, i16 each. All entries have as many
// pairs as the longest needs, and zeros follow the weights. Whatever a kernel reads after the last input
// pixel is therefore multiplied by 0.

/** Bytes before the entries of a table, and before the pairs of an entry. */
const headBytes: usize = 8;
/** Bytes of two weights. */
export const pairBytes: usize = 8;

/** Returns the bytes of a table for `length` output pixels, with the room that writing it takes. */
export function measureTable(support: f64, scale: f64, length: i32): usize {
  const taps: usize = 2 * (ceil<f64>(findReach(support, scale)) as usize) + 2;
  return headBytes + (length as usize) * measureEntry(taps) + taps * sizeof<f64>();
}

function measureEntry(taps: usize): usize {
  return headBytes + ((taps + 1) >> 1) * pairBytes;
}

/** Writes the table for `length` output pixels from `first` on. */
export function writeTable(
  table: usize,
  support: f64,
  scale: f64,
  from: i32,
  first: i32,
  length: i32,
): void {
  let taps = 0;
  for (let output = first; output < first + length; output += 1) {
    const begin = findBegin(support, scale, output);
    taps = max(taps, findEnd(support, scale, from, output) - begin);
  }
  store<u32>(table, length);
  store<u32>(table, measureEntry(taps), 4);
  const exact = findEntry(table, length);
  const origin = findBegin(support, scale, first);
  for (let i = 0; i < length; i += 1) {
    const entry = findEntry(table, i);
    const begin = findBegin(support, scale, first + i);
    const end = findEnd(support, scale, from, first + i);
    store<u32>(entry, begin - origin);
    store<u32>(entry, end - origin, 4);
    const sum = weigh(exact, support, scale, first + i, begin, end);
    writePairs(entry, getEntryBytes(table), exact, sum);
  }
}

/**
 * Writes the pairs of an entry.
 *
 * @param exact The weights that `weigh` wrote, and their sum.
 */
function writePairs(entry: usize, entryBytes: usize, exact: usize, sum: f64): void {
  const count = getEnd(entry) - getBegin(entry);
  const end = entry + entryBytes;
  let from = exact;
  let tap: usize = 0;
  for (let pair = findPairs(entry); pair < end; pair += pairBytes) {
    for (let offset: usize = 0; offset < 4; offset += 2) {
      const weight = tap < count ? toFixedPoint(load<f64>(from) / sum) : 0;
      store<i16>(pair + offset, getLow(weight));
      store<i16>(pair + offset, getHigh(weight), 4);
      from += sizeof<f64>();
      tap += 1;
    }
  }
}

/** Returns the number of output pixels. */
export function getLength(table: usize): usize {
  return load<u32>(table);
}

export function getEntryBytes(table: usize): usize {
  return load<u32>(table, 4);
}

/** Returns the address of the entry for the output pixel at `index`. */
export function findEntry(table: usize, index: i32): usize {
  return table + headBytes + (index as usize) * getEntryBytes(table);
}

/** Returns the first input pixel of an entry. */
export function getBegin(entry: usize): usize {
  return load<u32>(entry);
}

/** Returns the input pixel after the last one of an entry. */
export function getEnd(entry: usize): usize {
  return load<u32>(entry, 4);
}

/** Returns the address of the weights of an entry. */
export function findPairs(entry: usize): usize {
  return entry + headBytes;
}
