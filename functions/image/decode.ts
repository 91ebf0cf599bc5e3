import type { Sharp } from 'sharp';
import type { ModelInput } from '../../models/format/manifest.ts';
import { convertToSrgb } from './convert-to-srgb.ts';
import { computeGeometry, type Rectangle, type Size } from './geometry.ts';
import { corrupt, type Inspected } from './inspect.ts';
import { openPicture } from './open-picture.ts';
import { planResampling, resample } from './resample.ts';

type Filter = ModelInput['filter'];

/**
 * Decodes a picture to the square that the network sees: upright, in sRGB, with transparency on white,
 * in TorchVision's geometry.
 *
 * @returns `size` x `size` x 3 bytes, RGB, row by row.
 * @throws ImageError `CORRUPT_IMAGE`.
 */
export async function decode(picture: Inspected, input: ModelInput): Promise<Buffer> {
  const { scaled, crop } = computeGeometry(picture, input);
  return await decodeTo(picture, { scaled, crop, filter: input.filter });
}

/**
 * Decodes a picture in the same way, without cropping it.
 *
 * @returns `width` x `height` x 3 bytes; the shorter side is `resize`.
 * @throws ImageError `CORRUPT_IMAGE`.
 */
export async function decodeWhole(
  picture: Inspected,
  { resize, filter }: Pick<ModelInput, 'resize' | 'filter'>,
): Promise<Size & { data: Buffer }> {
  const { scaled } = computeGeometry(picture, { resize, size: resize });
  const crop = { left: 0, top: 0, ...scaled };
  return { ...scaled, data: await decodeTo(picture, { scaled, crop, filter }) };
}

interface Target {
  readonly scaled: Size;
  readonly crop: Rectangle;
  readonly filter: Filter;
}

async function decodeTo(picture: Inspected, target: Target): Promise<Buffer> {
  const { data, format, profile } = picture;
  const reduced = computeReducedSize(picture, target.scaled);
  const plan = planResampling({ size: reduced ?? picture, ...target });
  try {
    const upright = openPicture(data, { ignoreProfile: profile !== 'applied' }).autoOrient();
    const pixels = await readRgb(
      (reduced ? reduce(upright, reduced) : upright).extract(plan.source),
    );
    const resized = resample(pixels, plan);
    return profile instanceof Buffer ? await convertToSrgb(resized, target.crop, profile) : resized;
  } catch (cause) {
    throw corrupt(format, cause);
  }
}

function readRgb(picture: Sharp): Promise<Buffer> {
  return picture.flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer();
}

/**
 * Returns the size to which libvips reduces a large picture before it is resampled exactly, or
 * undefined if the picture is less than `minFactor` times the wanted size. The result differs from
 * resampling the whole picture by at most 3 of 255 levels, and by 0.3 or less on average.
 */
function computeReducedSize(picture: Inspected, scaled: Size): Size | undefined {
  const factor = Math.min(picture.width / scaled.width, picture.height / scaled.height);
  if (factor < minFactor) return undefined;
  const kept = picture.format === 'jpeg' ? computeKeptFactor(picture, factor) : keptFactor;
  return { width: Math.round(scaled.width * kept), height: Math.round(scaled.height * kept) };
}

const minFactor = 6;
/** Size after the reduction, as a multiple of the wanted size. */
const keptFactor = 5;
/** The smallest such multiple, with which a JPEG may shrink while it is decoded. */
const minKeptFactor = 3.85;

/**
 * libjpeg can shrink a JPEG while it decodes it, which takes half the time. libvips asks for it if a
 * picture shrinks to a third or less. libjpeg rounds sides up, so a side that does not divide evenly
 * would shift the picture: such a JPEG is decoded whole.
 */
function computeKeptFactor({ width, height }: Size, factor: number): number {
  if (factor < 3 * minKeptFactor) return keptFactor;
  const shrink = Math.max(3, factor / keptFactor);
  const loadFactor = shrink < 5 ? 2 : shrink < 9 ? 4 : 8;
  const divides = width % loadFactor === 0 && height % loadFactor === 0;
  return divides ? factor / shrink : Math.max(keptFactor, factor / 2.99);
}

function reduce(picture: Sharp, { width, height }: Size): Sharp {
  return picture.resize(width, height, { fit: 'fill', kernel: 'lanczos3' });
}
