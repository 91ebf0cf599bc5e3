import {
  ImageError,
  type ImageFailures,
  type S3RefusalReason,
  type S3UnreachableReason,
} from '../image-error.ts';

type NotFoundReason = ImageFailures['S3_NOT_FOUND']['reason'];

const refusalMessages: Readonly<Record<S3RefusalReason, string>> = {
  disabled: 'This service reads no bucket; send the picture as base64 or by URL.',
  bucket:
    'This service reads another bucket; use that one, or send the picture as base64 or by URL.',
  key: 'No object can have this key: it is not valid Unicode, or has more than 1024 bytes.',
};

const notFoundMessages: Readonly<Record<NotFoundReason, string>> = {
  missing: 'The bucket has no object with this key; check its spelling.',
  denied: 'S3 denies access: the object does not exist, or this service may not read it.',
  archived: 'The object is archived; restore it first.',
};

const unreachableMessages: Readonly<Record<S3UnreachableReason, string>> = {
  dns: 'The host name of S3 was not resolved; try again.',
  connection: 'The connection to S3 failed or broke off; try again.',
  tls: 'The service does not trust the certificate of S3.',
  protocol: 'S3 did not respond with valid HTTP; try again.',
  region: 'The bucket is not in the region of this service.',
  status: 'S3 did not return the object; try again.',
};

export function refused(bucket: string, reason: S3RefusalReason): ImageError<'S3_REFUSED'> {
  return new ImageError('S3_REFUSED', { bucket, reason }, { message: refusalMessages[reason] });
}

export function notFound(
  object: { bucket: string; key: string },
  reason: NotFoundReason,
): ImageError<'S3_NOT_FOUND'> {
  const { bucket, key } = object;
  return new ImageError(
    'S3_NOT_FOUND',
    { bucket, key, reason },
    { message: notFoundMessages[reason] },
  );
}

/** `status` is null if there was no response. */
export function unreachable(
  reason: S3UnreachableReason,
  status: number | null,
  origin: { cause?: unknown } = {},
): ImageError<'S3_UNREACHABLE'> {
  return new ImageError(
    'S3_UNREACHABLE',
    { reason, status },
    { message: unreachableMessages[reason], ...origin },
  );
}

/** Translates the errors of fetching a URL, because objects are fetched in the same way. */
export function fromUrlError(error: unknown): unknown {
  if (!(error instanceof ImageError)) return error;
  const { code, details } = error as UrlError;
  if (code === 'URL_UNREACHABLE') return unreachable(details.reason, null, { cause: error });
  if (code === 'URL_TIMEOUT') {
    const message = `S3 took longer than ${details.limitMs} ms; try again.`;
    return new ImageError('S3_TIMEOUT', details, { message, cause: error });
  }
  if (code === 'URL_TOO_LARGE') return tooLarge(details, { cause: error });
  return error;
}

/** An `ImageError` whose code narrows its details. */
type UrlError = {
  [Code in keyof ImageFailures]: { code: Code; details: ImageFailures[Code] };
}[keyof ImageFailures];

/** `sizes.bytes` is null if no length was declared and reading stopped at the limit. */
export function tooLarge(
  sizes: ImageFailures['S3_TOO_LARGE'],
  origin: { cause?: unknown } = {},
): ImageError<'S3_TOO_LARGE'> {
  const message = `The object has more than ${sizes.limit} bytes; use a smaller picture.`;
  return new ImageError('S3_TOO_LARGE', sizes, { message, ...origin });
}
