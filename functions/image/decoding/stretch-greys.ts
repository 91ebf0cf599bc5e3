/** Black and white in limited range, of 255: ITU-T H.273, 8.3. */
const [black, white] = [16, 235];

/**
 * Stretches the greys of limited range to 0 to 255, in place. libheif does so for colours only:
 * https://github.com/strukturag/libheif/issues/580
 *
 * @param channels 1 or 3; 2 or 4 if the last one is alpha, which stays as it is.
 */
export function stretchGreys(pixels: Uint8Array, channels: number): void {
  const colours = channels - (channels % 2 === 0 ? 1 : 0);
  for (let at = 0; at < pixels.length; at += channels) {
    for (let channel = at; channel < at + colours; channel += 1) {
      pixels[channel] = stretched[pixels[channel] ?? 0] ?? 0;
    }
  }
}

const stretched = Uint8ClampedArray.from(
  { length: 256 },
  (_, value) => ((value - black) * 255) / (white - black),
);
