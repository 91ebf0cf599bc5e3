type Colour = readonly [red: number, green: number, blue: number];

const shade: Colour = [0, 0, 0];
const ember: Colour = [255, 92, 0];
/** Of 255: so much of the picture is covered where it is coldest, and where it is hottest. */
const cover = { cold: 150, hot: 110 };

/**
 * Colours for heat from 0 to 255: shade below the middle, ember above it, the bare picture between,
 * so that hot and cold differ in brightness too, on pictures of any colour.
 *
 * @returns Four bytes for each: RGBA.
 */
export function colourHeat(heat: Uint8Array): Buffer {
  const colours = Buffer.alloc(heat.length * 4);
  heat.forEach((value, at) => {
    colours.set(palette[value] ?? [], at * 4);
  });
  return colours;
}

const palette = Array.from({ length: 256 }, (_, value): number[] => {
  const heat = (value / 255) * 2 - 1;
  return heat < 0
    ? [...shade, Math.round(-heat * cover.cold)]
    : [...ember, Math.round(heat * cover.hot)];
});
