import type { Preview } from './frame.ts';

/** Pixels: sharp in a contact sheet on a dense screen, and small enough to be saved. */
const thumbnailSide = 480;

/**
 * Opens a picture as the browser shows it, turned upright by its EXIF orientation. Returns `null` if
 * the browser cannot show it: mostly TIFF, or a file that is not a picture.
 *
 * @param url `blob:` or `data:`; must stay valid as long as the preview is used.
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
  // An SVG may have no size; the service does not accept SVG either.
  if (width === 0 || height === 0) return null;
  return { url, width, height, thumbnail: drawThumbnail(image) };
}

function drawThumbnail(image: HTMLImageElement): HTMLCanvasElement {
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
