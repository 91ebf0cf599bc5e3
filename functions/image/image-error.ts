import { CodedError } from '../shared/coded-error.ts';
import type { ForeignFormat, PictureFormat } from './sniff.ts';

/** Why a URL is not fetched. */
export type UrlRefusal =
  | 'disabled'
  | 'syntax'
  | 'scheme'
  | 'port'
  | 'credentials'
  | 'host'
  | 'address'
  | 'redirects'
  | 'encoding';

/** Why an object is not asked for. */
export type S3Refusal = 'disabled' | 'bucket' | 'key';

/** Why S3 gave no answer, or none of use. */
export type S3Obstacle = 'dns' | 'connection' | 'tls' | 'protocol' | 'region' | 'status';

/** What about a picture's size is too much. */
export type DimensionRefusal = 'pixels' | 'aspect-ratio' | 'scans' | 'channels';

/** What can be wrong with a picture or its source: code and details. */
export interface ImageFailures {
  EMPTY_IMAGE: Record<string, never>;
  INVALID_BASE64: { reason: 'data-url' | 'length' | 'character' };
  /** `bytes` is null where the size was not told and reading stopped at the limit. */
  IMAGE_TOO_LARGE: { bytes: number | null; limit: number };
  /** `format` names what was seen, such as HEIC or HTML. */
  UNSUPPORTED_FORMAT: { format: ForeignFormat; supported: PictureFormat[] };
  CORRUPT_IMAGE: { format: PictureFormat };
  DIMENSIONS_REFUSED: { width: number; height: number; reason: DimensionRefusal; limit: number };
  S3_REFUSED: { bucket: string; reason: S3Refusal };
  /** `denied` also where there is none: S3 says so to those who may not list the bucket. */
  S3_NOT_FOUND: { bucket: string; key: string; reason: 'missing' | 'denied' | 'archived' };
  /** `status` is S3's; null where it gave no answer. */
  S3_UNREACHABLE: { reason: S3Obstacle; status: number | null };
  S3_TIMEOUT: { limitMs: number };
  S3_TOO_LARGE: { bytes: number | null; limit: number };
  URL_REFUSED: { reason: UrlRefusal };
  URL_UNREACHABLE: { reason: 'dns' | 'connection' | 'tls' | 'protocol' };
  URL_TIMEOUT: { limitMs: number };
  URL_STATUS: { status: number };
  URL_TOO_LARGE: { bytes: number | null; limit: number };
}

/** A picture, or the way to one, that cannot be used. */
export class ImageError<Code extends keyof ImageFailures = keyof ImageFailures> extends CodedError<
  ImageFailures,
  Code
> {}

/** @throws ImageError `IMAGE_TOO_LARGE` */
export function refuseTooLarge(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  const message = `The picture has ${bytes} bytes and ${limit} are taken here; shrink it or save it at lower quality.`;
  throw new ImageError('IMAGE_TOO_LARGE', { bytes, limit }, { message });
}
