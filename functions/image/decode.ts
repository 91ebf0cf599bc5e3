import type { Sharp } from 'sharp';
import type { ModelInput } from '../../models/format/manifest.ts';
import { computeGeometry, type Size } from './geometry.ts';
import { corrupt, type Inspected } from './inspect.ts';
import { openPicture } from './open-picture.ts';

/** The libvips kernels that match PIL's antialiased filters. */
const kernels = { bilinear: 'linear', bicubic: 'cubic' } as const;

/**
 * Decodes a picture to the square that the network sees: upright, in sRGB, with transparency on white,
 * in TorchVision's geometry.
 *
 * @returns `size` x `size` x 3 bytes, RGB, row by row.
 * @throws ImageError `CORRUPT_IMAGE`.
 */
export async function decode(picture: Inspected, input: ModelInput): Promise<Buffer> {
  const { scaled, crop } = computeGeometry(picture, input);
  return await readPixels(picture, (upright) =>
    resizeExactly(upright, scaled, input.filter).extract(crop),
  );
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
  const data = await readPixels(picture, (upright) => resizeExactly(upright, scaled, filter));
  return { ...scaled, data };
}

function resizeExactly(
  upright: Sharp,
  { width, height }: Size,
  filter: ModelInput['filter'],
): Sharp {
  const kernel = kernels[filter];
  return upright.resize(width, height, { fit: 'fill', kernel, fastShrinkOnLoad: false });
}

async function readPixels(
  { data, format }: Inspected,
  transform: (upright: Sharp) => Sharp,
): Promise<Buffer> {
  try {
    return await transform(openPicture(data).autoOrient())
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer();
  } catch (cause) {
    throw corrupt(format, cause);
  }
}
