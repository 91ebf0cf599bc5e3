/**
 * Converts CIE L*a*b* to sRGB, in place. TIFF's white is that of the profile connection space, D50.
 * https://www.color.org/specification/ICC.1-2022-05.pdf, 6.3.4
 *
 * @param pixels L* from 0 to 255, then a* and b*.
 * @param channels 3, or 4 if the last one is alpha, which stays as it is.
 * @param isSigned Whether a* and b* are signed bytes; if not, 128 is zero.
 */
export function convertLab(pixels: Uint8Array, channels: number, isSigned: boolean): void {
  const signed = (code: number): number => (isSigned ? (code << 24) >> 24 : code - 128);
  const lightness = createTable((code) => ((code / 255) * 100 + 16) / 116);
  const redness = createTable((code) => signed(code) / 500);
  const yellowness = createTable((code) => signed(code) / 200);
  for (let at = 0; at < pixels.length; at += channels) {
    const fy = lightness[pixels[at] as number] as number;
    const x = d50[0] * uncompress(fy + (redness[pixels[at + 1] as number] as number));
    const y = d50[1] * uncompress(fy);
    const z = d50[2] * uncompress(fy - (yellowness[pixels[at + 2] as number] as number));
    pixels[at] = toSrgb(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
    pixels[at + 1] = toSrgb(-0.9787684 * x + 1.9161415 * y + 0.033454 * z);
    pixels[at + 2] = toSrgb(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
  }
}

/**
 * White of the profile connection space. The matrix above converts from it to linear sRGB, with
 * Bradford's adaptation: http://www.brucelindbloom.com/index.html?Eqn_RGB_XYZ_Matrix.html
 */
const d50 = [0.9642, 1, 0.8249] as const;

function createTable(compute: (code: number) => number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => compute(code));
}

/** The inverse of the function that CIE L*a*b* applies to X, Y and Z. */
function uncompress(t: number): number {
  return t > 6 / 29 ? t * t * t : 3 * (6 / 29) ** 2 * (t - 4 / 29);
}

/** Steps of the table below, fine enough for the steepest part of the curve. */
const steps = 8_192;

/** The curve of sRGB, IEC 61966-2-1, as levels of 255. */
const srgbLevels = Uint8ClampedArray.from({ length: steps + 1 }, (_, i) => {
  const linear = i / steps;
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
});

function toSrgb(linear: number): number {
  const at = linear <= 0 ? 0 : linear >= 1 ? steps : Math.round(linear * steps);
  return srgbLevels[at] as number;
}
