import type { Preview } from './frame.ts';

/** Sharp in a contact sheet on a dense screen, and small enough to be kept for the session. */
const thumbnailSide = 480;

/**
 * Opens a picture as the browser shows it, turned upright as its EXIF says. `null` where the
 * browser cannot show it: TIFF mostly, or what is no picture.
 *
 * @param url `blob:` or `data:`; stays in use as long as the preview is.
 */
export async function openPreview(url: string): Promise<Preview | null> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  // An SVG without a size has none; the service takes none either.
  if (width === 0 || height === 0) return null;
  return { url, width, height, thumbnail: reduce(image) };
}

function reduce(image: HTMLImageElement): HTMLCanvasElement {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, thumbnailSide / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
  const context = canvas.getContext('2d');
  if (context) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}
