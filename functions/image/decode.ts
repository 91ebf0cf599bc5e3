import type { ModelInput } from '../../models/format/manifest.ts';
import { geometryOf } from './geometry.ts';
import { corrupt, type Inspected } from './inspect.ts';
import { openPicture } from './open-picture.ts';

/** libvips' kernels that match PIL's antialiased filters. */
const kernels = { bilinear: 'linear', bicubic: 'cubic' } as const;

/**
 * Decodes a picture to the square that the network sees: upright, in sRGB, on white where it is
 * transparent, in TorchVision's geometry.
 *
 * @returns `size` x `size` x 3 bytes, RGB, row by row.
 * @throws ImageError `CORRUPT_IMAGE`.
 */
export async function decode(picture: Inspected, input: ModelInput): Promise<Buffer> {
  const { scaled, crop } = geometryOf(picture, input);
  try {
    return await openPicture(picture.data)
      .autoOrient()
      .resize(scaled.width, scaled.height, {
        fit: 'fill',
        kernel: kernels[input.filter],
        fastShrinkOnLoad: false,
      })
      .extract(crop)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer();
  } catch (cause) {
    throw corrupt(picture.format, cause);
  }
}
