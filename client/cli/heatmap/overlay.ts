import type { Sharp } from 'sharp';
import { corrupt, type Inspected, inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { openPicture } from '../../../functions/image/open-picture.ts';
import { sharp } from '../../../functions/image/sharp.ts';
import type { ClassifyAnswer } from '../pictures/result.ts';

/** Enough to see what is meant on any screen. */
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
 * Draws what made the network say so: the upright picture, glowing where the heat is and dark where
 * there is none; outside the part that the network saw it is dark.
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
    return await upright(picture)
      .resize(width, height, { fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .composite([{ input: veil, raw: { width, height, channels: 4 } }])
      .jpeg({ quality: 88 })
      .toBuffer();
  } catch (cause) {
    throw corrupt(picture.format, cause);
  }
}

function upright({ data }: Inspected): Sharp {
  return openPicture(data).autoOrient();
}

/** What is laid over the picture: RGBA, as large as that. */
async function drawVeil(
  size: { width: number; height: number },
  { image, explanation }: Explained,
): Promise<Buffer> {
  const { left, top, width, height } = frameOf(size, image, explanation.region);
  const heat = await spreadHeat(explanation, { width, height });
  // Cold all around: the network did not look there.
  const whole = Buffer.alloc(size.width * size.height);
  for (let row = 0; row < height; row += 1) {
    heat.copy(whole, (top + row) * size.width + left, row * width, (row + 1) * width);
  }
  return colourHeat(whole);
}

/** Where the region lies in the scaled picture, in its whole pixels. */
function frameOf(
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

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** The map spread smoothly over so many pixels: a byte each, 0 for none, 255 for the most. */
async function spreadHeat(
  { values, width, height }: Explained['explanation'],
  size: { width: number; height: number },
): Promise<Buffer> {
  const hottest = Math.max(...values);
  const bytes = Uint8Array.from(values, (value) =>
    hottest > 0 ? Math.round((Math.max(0, value) / hottest) * 255) : 0,
  );
  return await sharp(bytes, { raw: { width, height, channels: 1 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

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
