import { setImmediate } from 'node:timers/promises';
import { decodeBase64 } from './base64.ts';
import { refuseTooLarge } from './image-error.ts';
import type { Limits } from './limits.ts';
import type { Bucket } from './s3/bucket.ts';
import type { S3Object } from './s3/read-object.ts';
import type { FetchOptions } from './url/fetch-picture.ts';
import type { UrlPolicy } from './url/policy.ts';

/** Characters that are decoded in the turn in which their request was read: they take a few milliseconds. */
const maxTextAtOnce = 4_000_000;

/** Where a picture comes from. */
export type Picture =
  | {
      readonly bytes: Buffer;
      /** Whether nobody else needs the bytes: classifying may leave the buffer empty. Default: false. */
      readonly isSpare?: boolean;
    }
  | { readonly base64: string }
  | { readonly url: string }
  | { readonly s3: S3Object };

type RemotePicture = Extract<Picture, { url: string } | { s3: S3Object }>;

export interface ReadOptions {
  readonly limits: Limits;
  readonly urls: UrlPolicy;
  /** The one bucket that may be read; without it, none. */
  readonly bucket?: Bucket | undefined;
  /** Holds the bytes of a fetched picture. */
  readonly hold?: FetchOptions['hold'];
  /** Milliseconds of the time for fetching that are over. */
  readonly waitedMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PictureBytes {
  readonly bytes: Buffer;
  /** Whether nobody else needs the bytes. */
  readonly isSpare: boolean;
  /** Milliseconds spent fetching; null if the picture came with the request. */
  readonly fetchMs: number | null;
}

/**
 * Returns the bytes of a picture: from the request, a URL or a bucket.
 *
 * @throws ImageError `INVALID_BASE64`, `IMAGE_TOO_LARGE` or one of the `URL_` and `S3_` codes.
 */
export async function readPicture(picture: Picture, options: ReadOptions): Promise<PictureBytes> {
  const { limits } = options;
  if ('base64' in picture) {
    // Others get a turn between reading a large request and decoding its text.
    if (picture.base64.length > maxTextAtOnce) await setImmediate();
    const bytes = decodeBase64(picture.base64, limits.pictureBytes);
    return { bytes, isSpare: true, fetchMs: null };
  }
  if ('bytes' in picture) {
    refuseTooLarge(picture.bytes.length, limits.pictureBytes);
    const { bytes, isSpare = false } = picture;
    return { bytes, isSpare, fetchMs: null };
  }
  const start = performance.now();
  const bytes = await fetchRemote(picture, options);
  return { bytes, isSpare: true, fetchMs: performance.now() - start };
}

/** Whether a picture has to be fetched. */
export function isRemote(picture: Picture): picture is RemotePicture {
  return 'url' in picture || 's3' in picture;
}

/** Loads the code for fetching only here: it takes a tenth of a start. */
async function fetchRemote(picture: RemotePicture, options: ReadOptions): Promise<Buffer> {
  const { urls, bucket, ...others } = options;
  if ('url' in picture) {
    const { fetchPicture } = await import('./url/fetch-picture.ts');
    return await fetchPicture(picture.url, { ...others, policy: urls });
  }
  const { readObject } = await import('./s3/read-object.ts');
  return await readObject(picture.s3, { ...others, bucket });
}
