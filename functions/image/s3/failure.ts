import { ImageError, type ImageFailures, type S3Obstacle, type S3Refusal } from '../image-error.ts';

type Missing = ImageFailures['S3_NOT_FOUND']['reason'];

const refusals: Readonly<Record<S3Refusal, string>> = {
  disabled: 'No bucket can be read from here; send the picture as base64 or by URL.',
  bucket: 'This bucket is not the one that can be read from here.',
  key: 'No object can have this key: it is no proper Unicode, or has more than 1024 bytes.',
};

const absences: Readonly<Record<Missing, string>> = {
  missing: 'The bucket has no object with this key; check its spelling.',
  denied: 'S3 does not show this object: there is none, or it may not be read from here.',
  archived: 'The object is archived; restore it first.',
};

const obstacles: Readonly<Record<S3Obstacle, string>> = {
  dns: 'S3 has no address here; try again.',
  connection: 'S3 did not keep a connection; try again.',
  tls: 'The certificate of S3 is not trusted here.',
  protocol: 'S3 did not answer in proper HTTP; try again.',
  region: 'The bucket is in another region than this service.',
  status: 'S3 did not answer with the object; try again.',
};

export function refused(bucket: string, reason: S3Refusal): ImageError<'S3_REFUSED'> {
  return new ImageError('S3_REFUSED', { bucket, reason }, { message: refusals[reason] });
}

export function notFound(
  object: { bucket: string; key: string },
  reason: Missing,
): ImageError<'S3_NOT_FOUND'> {
  const { bucket, key } = object;
  return new ImageError('S3_NOT_FOUND', { bucket, key, reason }, { message: absences[reason] });
}

/** `status` is null where there was no answer. */
export function unreachable(
  reason: S3Obstacle,
  status: number | null,
  why: { cause?: unknown } = {},
): ImageError<'S3_UNREACHABLE'> {
  return new ImageError(
    'S3_UNREACHABLE',
    { reason, status },
    { message: obstacles[reason], ...why },
  );
}

/** Objects come over the road that URLs come over; on it these things can happen to them. */
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

/** An `ImageError` whose details go by its code. */
type UrlError = {
  [Code in keyof ImageFailures]: { code: Code; details: ImageFailures[Code] };
}[keyof ImageFailures];

/** `sizes.bytes` is null where no length was declared and reading stopped at the limit. */
export function tooLarge(
  sizes: ImageFailures['S3_TOO_LARGE'],
  why: { cause?: unknown } = {},
): ImageError<'S3_TOO_LARGE'> {
  const message = `The object has more than ${sizes.limit} bytes; give a smaller picture.`;
  return new ImageError('S3_TOO_LARGE', sizes, { message, ...why });
}
