import type { ModelInfo } from '../../../functions/api/contract.ts';
import { shrinkPicture } from '../../typescript/src/index.ts';
import type { Preview, Shrunk } from './frame.ts';

/** Whether the service would refuse the file as it is, although this browser can read it. */
export function mustShrink(file: Blob, preview: Preview | null, model: ModelInfo): boolean {
  const { limits, formats } = model;
  if (file.size > limits.pictureBytes) return true;
  if (!preview) return false;
  const format = /^image\/(?:x-)?(.+)$/.exec(file.type)?.[1];
  // Safari opens HEIC, most browsers BMP: what comes out of the browser is a JPEG.
  if (format && !formats.some((known) => known === format)) return true;
  // The browser does not tell whether a JPEG is progressive, for which less is taken.
  const pixels = format === 'avif' ? limits.pixels.avif : limits.pixels.other;
  return preview.width * preview.height > pixels;
}

/**
 * The picture as it can be sent: made smaller here. One whose bytes are few enough is sent as it is
 * where that fails: the service says what is wrong with it.
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
