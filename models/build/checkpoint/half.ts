/** The bits of a binary32 number and the number, in the same four bytes. */
const bits = new Uint32Array(1);
const value = new Float32Array(bits.buffer);

function fromFloat32(pattern: number): number {
  bits[0] = pattern;
  return value[0] ?? 0;
}

/**
 * The value of an IEEE 754 binary16 number: sign, 5 bits of exponent (bias 15), 10 of fraction.
 * binary32 has 8 of exponent (bias 127) and 23 of fraction: the fraction moves up by 13 bits, the
 * exponent grows by 112, or by 224 where it is full and means infinity or no number.
 */
export function fromFloat16(half: number): number {
  const sign = (half & 0x8000) << 16;
  const rest = (half & 0x7fff) << 13;
  const exponent = half & 0x7c00;
  if (exponent === 0) return (sign ? -1 : 1) * (half & 0x3ff) * 2 ** -24;
  return fromFloat32(sign | (rest + ((exponent === 0x7c00 ? 224 : 112) << 23)));
}

/** The value of a bfloat16 number, which is the upper half of a binary32 number. */
export function fromBfloat16(half: number): number {
  return fromFloat32(half << 16);
}
