import { openUpright } from '../../../functions/image/decode.ts';
import { ImageError } from '../../../functions/image/image-error.ts';
import { corrupt, type Inspected, inspect } from '../../../functions/image/inspect.ts';
import { localLimits } from '../../../functions/image/limits.ts';
import { maxPixels, minPixels, type Shrinking } from '../../typescript/src/pictures/shrink.ts';

export interface ShrunkPicture {
  /** A JPEG, upright, without metadata. */
  readonly bytes: Buffer;
  readonly shrunk: Shrinking;
}

/**
 * Encodes a picture as a JPEG of at most `limit` bytes, turned upright by its EXIF orientation and
 * on white where it is transparent.
 *
 * @throws ImageError as for every picture, or `IMAGE_TOO_LARGE` if it cannot be made this small
 */
export async function shrinkPicture(bytes: Buffer, limit: number): Promise<ShrunkPicture> {
  const picture = await inspect(bytes, localLimits);
  const { width, height } = picture;
  for (let pixels = maxPixels; pixels >= minPixels; pixels /= 2) {
    const { data, info } = await encode(picture, Math.min(1, Math.sqrt(pixels / (width * height))));
    if (data.length > limit) continue;
    const to = { bytes: data.length, width: info.width, height: info.height };
    return { bytes: data, shrunk: { from: { bytes: bytes.length, width, height }, to } };
  }
  const message = `The picture cannot be made as small as ${limit} bytes; shrink it first.`;
  throw new ImageError('IMAGE_TOO_LARGE', { bytes: bytes.length, limit }, { message });
}

async function encode(picture: Inspected, scale: number) {
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  const [width, height] = [scaled(picture.width), scaled(picture.height)];
  try {
    return await (await openUpright(picture, { width, height }))
      .resize(width, height, { fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw cause instanceof ImageError ? cause : corrupt(picture.format, cause);
  }
}
