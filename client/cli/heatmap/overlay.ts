import { openUpright } from '../../../functions/image/decode.ts';
import { ImageError } from '../../../functions/image/image-error.ts';
import { corrupt, inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { sharp } from '../../../functions/image/sharp.ts';
import { heatPalette } from '../../../models/format/heat-palette.ts';
import type { ClassifyAnswer } from '../pictures/result.ts';

/** Longest side of an overlay, in pixels: enough for any screen. */
const maxSide = 1280;

type Explained = Pick<ClassifyAnswer, 'image'> & {
  readonly explanation: NonNullable<ClassifyAnswer['explanation']>;
};

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the heat map over the upright picture: glowing where the evidence for the class is, dark
 * where there is none, and dark outside the region that the network saw.
 *
 * @returns A JPEG.
 * @throws ImageError
 */
export async function drawOverlay(bytes: Buffer, answer: Explained): Promise<Buffer> {
  const picture = await inspect(bytes, localLimits);
  const scale = Math.min(1, maxSide / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const veil = await drawVeil({ width, height }, answer);
  try {
    return await (await openUpright(picture, { width, height }))
      .resize(width, height, { fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .composite([{ input: veil, raw: { width, height, channels: 4 } }])
      .jpeg({ quality: 88 })
      .toBuffer();
  } catch (cause) {
    throw cause instanceof ImageError ? cause : corrupt(picture.format, cause);
  }
}

/** Draws the RGBA layer that covers the picture; it has the same size. */
async function drawVeil(
  size: { width: number; height: number },
  { image, explanation }: Explained,
): Promise<Buffer> {
  const { left, top, width, height } = scaleRegion(size, image, explanation.region);
  const heat = await enlargeHeat(explanation, { width, height });
  // Zero outside the region: the network did not see it.
  const whole = Buffer.alloc(size.width * size.height);
  for (let row = 0; row < height; row += 1) {
    heat.copy(whole, (top + row) * size.width + left, row * width, (row + 1) * width);
  }
  return colourHeat(whole);
}

/** Scales the region to the size of the overlay, in whole pixels. */
function scaleRegion(
  size: { width: number; height: number },
  image: ClassifyAnswer['image'],
  region: Explained['explanation']['region'],
): Frame {
  const [across, down] = [size.width / image.width, size.height / image.height];
  const left = clamp(Math.round(region.left * across), size.width - 1);
  const top = clamp(Math.round(region.top * down), size.height - 1);
  const right = clamp(Math.round((region.left + region.width) * across), size.width);
  const bottom = clamp(Math.round((region.top + region.height) * down), size.height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}

/** Enlarges the map smoothly to `size`: one byte per pixel, 0 for none, 255 for the highest value. */
async function enlargeHeat(
  { values, width, height }: Explained['explanation'],
  size: { width: number; height: number },
): Promise<Buffer> {
  const highest = Math.max(...values);
  const bytes = Uint8Array.from(values, (value) =>
    highest > 0 ? Math.round((Math.max(0, value) / highest) * 255) : 0,
  );
  return await sharp(bytes, { raw: { width, height, channels: 1 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

/**
 * Colours a map of values from 0 to 255: cold below the middle, hot above it, transparent at
 * the middle. Hot and cold also differ in brightness, which is visible on pictures of any colour.
 *
 * @returns Four bytes per value: RGBA.
 */
function colourHeat(heat: Uint8Array): Buffer {
  const colours = Buffer.alloc(heat.length * 4);
  heat.forEach((value, index) => {
    colours.set(palette[value] ?? [], index * 4);
  });
  return colours;
}

const palette = Array.from({ length: 256 }, (_, value): number[] => {
  const heat = (value / 255) * 2 - 1;
  return heat < 0
    ? [...heatPalette.cold, Math.round(-heat * heatPalette.coldOpacity * 255)]
    : [...heatPalette.hot, Math.round(heat * heatPalette.hotOpacity * 255)];
});
