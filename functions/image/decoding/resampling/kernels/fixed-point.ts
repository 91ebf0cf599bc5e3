/** Fractional bits of a weight: 32 less 8 for the pixel and 2 for sign and overshoot, as in Pillow. */
const precision = 22;

/** Rounds a weight to fixed point. */
export function toFixedPoint(weight: f64): i32 {
  const fixed = weight * ((1 << precision) as f64);
  return (fixed + (fixed < 0 ? -0.5 : 0.5)) as i32;
}

// SIMD multiplies 16-bit numbers, so each weight has two halves: weight = 65,536 * high + low, both with
// sign. Sums of products with the low halves have 32 bits. Of those with the high halves only the last
// 16 bits count, because the others leave the 32 bits of the result.

/** The low half of a weight, from -32,768 to 32,767. */
export function getLow(weight: i32): i16 {
  return weight as i16;
}

/** What remains of a weight without its low half. */
export function getHigh(weight: i32): i16 {
  return ((weight - (getLow(weight) as i32)) >> 16) as i16;
}

/** What sums with the low halves start from: a half, for rounding. */
export function startLow(): v128 {
  return i32x4.splat(1 << (precision - 1));
}

/**
 * Turns sums into levels, not yet limited to 0 to 255.
 *
 * @param low Four sums with the low halves.
 * @param high Eight sums with the high halves: two for each of `low`.
 */
export function toLevels(low: v128, high: v128): v128 {
  const shifted = i32x4.shl(i32x4.extadd_pairwise_i16x8_s(high), 16);
  return i32x4.shr_s(i32x4.add(low, shifted), precision);
}

/** Limits four times four levels to 0 to 255. */
export function toBytes(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}
