/**
 * Scales floating-point samples to 0 to 255. A TIFF does not say what is white. Most programs write 0
 * to 1, in sRGB's curve or that of the profile; some write 0 to 255; measurements, such as heights, have
 * any range, and viewers stretch them. Values may overshoot by as much as the range is wide, and are
 * clipped. What is not a number becomes black.
 */
export function scaleFloats(values: Float32Array, isInverted: boolean): Uint8Array {
  const [black, white] = chooseRange(values);
  const scale = 255 / (white - black);
  const output = new Uint8ClampedArray(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const level = ((values[i] as number) - black) * scale;
    output[i] = isInverted ? 255 - level : level;
  }
  return new Uint8Array(output.buffer);
}

/** Ranges of black to white that are tried before the smallest and the largest value. */
const nominalRanges = [1, 255];

function chooseRange(values: Float32Array): [black: number, white: number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const white = nominalRanges.find((range) => min >= -range && max <= 2 * range);
  return white === undefined ? [min, max] : [0, white];
}
