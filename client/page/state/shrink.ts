import type { ModelInfo } from '../../../functions/api/contract.ts';
import { shrinkPicture } from '../../typescript/src/index.ts';
import type { Preview, Shrunk } from './frame.ts';

/** Whether the service would refuse the file unchanged, although this browser can read it. */
export function mustShrink(file: Blob, preview: Preview | null, model: ModelInfo): boolean {
  const { limits, formats } = model;
  if (file.size > limits.pictureBytes) return true;
  if (!preview) return false;
  const format = /^image\/(?:x-)?(.+)$/.exec(file.type)?.[1];
  // What the browser can read and the service cannot is converted to JPEG.
  if (format && !formats.some((known) => known === format)) return true;
  // The browser does not report whether a JPEG is progressive; those have a lower limit.
  return preview.width * preview.height > getPixelLimit(format, limits.pixels);
}

function getPixelLimit(format: string | undefined, pixels: ModelInfo['limits']['pixels']): number {
  if (format === 'heic') return pixels.heic;
  return format === 'avif' ? pixels.avif : pixels.other;
}

/**
 * Shrinks a picture so that it can be sent. If that fails, returns a file within the limit unchanged:
 * the service then reports what is wrong with it.
 */
export async function shrinkToFit(
  file: Blob,
  { limits: { pictureBytes } }: ModelInfo,
): Promise<{ readonly picture: Blob; readonly shrunk: Shrunk | null }> {
  try {
    const { picture, from, to } = await shrinkPicture(file, pictureBytes);
    return { picture, shrunk: { fromBytes: from.bytes, toBytes: to.bytes } };
  } catch (error) {
    if (file.size > pictureBytes) throw error;
    return { picture: file, shrunk: null };
  }
}
