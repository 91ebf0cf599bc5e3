import { decodeBase64 } from './base64.ts';
import { ImageError } from './image-error.ts';
import type { Limits } from './limits.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import { fetchPicture } from './url/fetch-picture.ts';
import type { UrlPolicy } from './url/policy.ts';

/** Where a picture comes from. */
export type Picture =
  | { readonly bytes: Buffer }
  | { readonly base64: string }
  | { readonly url: string }
  | { readonly s3: { readonly bucket: string; readonly key: string } };

export interface ReadOptions {
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  readonly signal?: AbortSignal | undefined;
}

export interface PictureBytes {
  readonly bytes: Buffer;
  /** Milliseconds spent fetching; null where the picture came inside the request. */
  readonly fetchMs: number | null;
}

/**
 * Gets the bytes of a picture, wherever they are.
 *
 * @throws ImageError `INVALID_BASE64`, `IMAGE_TOO_LARGE`, `S3_REFUSED` or one of the `URL_` codes.
 */
export async function readPicture(picture: Picture, options: ReadOptions): Promise<PictureBytes> {
  const { limits, urls, signal } = options;
  if ('url' in picture) {
    const start = performance.now();
    const bytes = await fetchPicture(picture.url, { policy: urls, limits, signal });
    return { bytes, fetchMs: performance.now() - start };
  }
  if ('s3' in picture) {
    const { bucket } = picture.s3;
    const message = 'No bucket can be read from here; send the picture as base64 or by URL.';
    throw new ImageError('S3_REFUSED', { bucket }, { message });
  }
  if ('base64' in picture) {
    return { bytes: decodeBase64(picture.base64, limits.pictureBytes), fetchMs: null };
  }
  refuseTooLarge(picture.bytes.length, limits.pictureBytes);
  return { bytes: picture.bytes, fetchMs: null };
}
