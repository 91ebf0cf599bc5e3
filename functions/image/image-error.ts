import { CodedError } from '../shared/coded-error.ts';
import type { PictureFormat } from './formats/sniff.ts';

/** Reasons not to fetch a URL. */
export type UrlRefusalReason =
  | 'disabled'
  | 'syntax'
  | 'scheme'
  | 'port'
  | 'credentials'
  | 'host'
  | 'address'
  | 'redirects'
  | 'encoding';

/** Reasons not to request an object. */
export type S3RefusalReason = 'disabled' | 'bucket' | 'key';

/** Reasons for a missing or useless response from S3. */
export type S3UnreachableReason = 'dns' | 'connection' | 'tls' | 'protocol' | 'region' | 'status';

/** Properties of a picture that can exceed a limit. */
export type DimensionRefusalReason = 'pixels' | 'aspect-ratio' | 'scans' | 'channels';

/** Codes for a picture or its source, with the type of their details. */
export interface ImageFailures {
  EMPTY_IMAGE: Record<string, never>;
  INVALID_BASE64: { reason: 'data-url' | 'length' | 'blank' | 'character' | 'python' };
  /** `bytes` is null if the size was not declared and reading stopped at the limit. */
  IMAGE_TOO_LARGE: { bytes: number | null; limit: number };
  /** `format` names the detected format, such as `HTML` or `TIFF with old-style JPEG`. */
  UNSUPPORTED_FORMAT: { format: string; supported: PictureFormat[] };
  CORRUPT_IMAGE: { format: PictureFormat };
  DIMENSIONS_REFUSED: {
    width: number;
    height: number;
    reason: DimensionRefusalReason;
    limit: number;
  };
  /** Decoding was stopped: `limit` is in milliseconds for `time`, in bytes for `memory`. */
  PICTURE_TOO_COSTLY: { reason: 'time' | 'memory'; limit: number };
  S3_REFUSED: { bucket: string; reason: S3RefusalReason };
  /** `denied` also if there is no such object and the function may not list the bucket. */
  S3_NOT_FOUND: { bucket: string; key: string; reason: 'missing' | 'denied' | 'archived' };
  /** `status` is S3's; null if it did not respond. */
  S3_UNREACHABLE: { reason: S3UnreachableReason; status: number | null };
  S3_TIMEOUT: { limitMs: number };
  S3_TOO_LARGE: { bytes: number | null; limit: number };
  URL_REFUSED: { reason: UrlRefusalReason };
  URL_UNREACHABLE: { reason: 'dns' | 'connection' | 'tls' | 'protocol' };
  URL_TIMEOUT: { limitMs: number };
  URL_STATUS: { status: number };
  URL_TOO_LARGE: { bytes: number | null; limit: number };
}

/** A picture, or its source, that cannot be used. */
export class ImageError<Code extends keyof ImageFailures = keyof ImageFailures> extends CodedError<
  ImageFailures,
  Code
> {}

/** @throws ImageError `IMAGE_TOO_LARGE` */
export function refuseTooLarge(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  const message = `The picture has ${bytes} bytes, the limit is ${limit}; shrink it or save it at lower quality.`;
  throw new ImageError('IMAGE_TOO_LARGE', { bytes, limit }, { message });
}
