/** The value of an IEEE 754 binary16 number: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

/** The value of a bfloat16 number, which is the upper half of a binary32 number. */
export function fromBfloat16(bits: number): number {
  word[0] = bits << 16;
  return float[0] ?? 0;
}
