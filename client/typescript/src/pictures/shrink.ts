import { GlimpseError } from '../answers/glimpse-error.ts';

/** Bytes, and width and height of the upright picture in pixels. */
export interface PictureSize {
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes of a picture that was too large, before and after shrinking. */
export interface Shrinking {
  readonly from: PictureSize;
  /** The picture that was sent: the answer's `image` and `explanation` refer to it. */
  readonly to: PictureSize;
}

export interface Shrunk extends Shrinking {
  /** A JPEG, upright, without metadata. */
  readonly picture: Blob;
}

/** A network sees a few hundred pixels per side: with 4 megapixels it loses nothing. */
export const maxPixels = 4_000_000;
export const minPixels = 50_000;
const quality = 0.9;

/**
 * Converts a picture to a JPEG of at most `limit` bytes, turned upright by its EXIF orientation, with
 * white for transparent areas.
 *
 * @throws GlimpseError `IMAGE_TOO_LARGE` if the platform cannot draw (Node), cannot decode this
 * picture, or cannot make it small enough.
 */
export async function shrinkPicture(picture: Blob, limit: number): Promise<Shrunk> {
  const { createImageBitmap } = browser;
  if (!createImageBitmap)
    throw tooLarge(picture, limit, { reason: 'this platform cannot shrink it' });
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' }).catch(
    (cause: unknown) => {
      throw tooLarge(picture, limit, { reason: 'it cannot be decoded here', cause });
    },
  );
  try {
    const { width, height } = bitmap;
    const { blob, ...to } = await drawWithin(bitmap, limit, picture);
    return {
      picture: blob,
      from: { bytes: picture.size, width, height },
      to: { bytes: blob.size, ...to },
    };
  } finally {
    bitmap.close();
  }
}

/** Whether this platform can shrink pictures: browsers can, Node cannot. */
export function canShrink(): boolean {
  return browser.createImageBitmap !== undefined;
}

interface Area {
  readonly width: number;
  readonly height: number;
}

interface Drawn extends Area {
  readonly blob: Blob;
}

/** Halves the area until the JPEG fits. */
async function drawWithin(bitmap: Bitmap, limit: number, original: Blob): Promise<Drawn> {
  const area = bitmap.width * bitmap.height;
  let pixels = Math.min(area, maxPixels);
  do {
    const scale = Math.sqrt(pixels / area);
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const blob = await draw(bitmap, { width, height });
    if (blob && blob.size <= limit) return { blob, width, height };
    pixels /= 2;
  } while (pixels > minPixels);
  throw tooLarge(original, limit, { reason: 'it cannot be made small enough' });
}

/** Returns null if the platform refuses a canvas of this size. */
async function draw(bitmap: Bitmap, { width, height }: Area): Promise<Blob | null> {
  const canvas = createCanvas({ width, height });
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return encode(canvas).catch(() => null);
}

function createCanvas({ width, height }: Area): Canvas {
  if (browser.OffscreenCanvas) return new browser.OffscreenCanvas(width, height);
  const canvas = browser.document.createElement('canvas');
  return Object.assign(canvas, { width, height });
}

function encode(canvas: Canvas): Promise<Blob | null> {
  const type = 'image/jpeg';
  if (canvas.convertToBlob) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve) => canvas.toBlob?.(resolve, type, quality));
}

function tooLarge(
  { size }: Blob,
  limit: number,
  { reason, cause }: { reason: string; cause?: unknown },
): GlimpseError {
  const message = `The picture has ${size} bytes, the limit is ${limit}, and ${reason}.`;
  return new GlimpseError('IMAGE_TOO_LARGE', { bytes: size, limit }, { message, cause });
}

/**
 * The browser API used here, if there is one. Declared by hand, because the types of browsers and
 * those of Node exclude each other, and this file is compiled with either.
 */
interface Browser {
  readonly createImageBitmap?: (
    picture: Blob,
    options: { imageOrientation: 'from-image' },
  ) => Promise<Bitmap>;
  readonly OffscreenCanvas?: new (width: number, height: number) => Canvas;
  readonly document: { createElement(name: 'canvas'): Canvas };
}

interface Bitmap {
  readonly width: number;
  readonly height: number;
  close(): void;
}

interface Canvas {
  getContext(kind: '2d'): Context | null;
  /** Of an `OffscreenCanvas`. */
  convertToBlob?(options: { type: string; quality: number }): Promise<Blob>;
  /** Of an element. */
  toBlob?(done: (blob: Blob | null) => void, type: string, quality: number): void;
}

interface Context {
  fillStyle: string;
  imageSmoothingQuality: string;
  fillRect(left: number, top: number, width: number, height: number): void;
  drawImage(bitmap: Bitmap, left: number, top: number, width: number, height: number): void;
}

const browser = globalThis as unknown as Browser;
