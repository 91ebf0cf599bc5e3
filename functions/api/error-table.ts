import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import type { ImageFailures } from '../image/image-error.ts';
import type { InferenceFailures } from '../inference/inference-error.ts';
import type { BusyFailures } from '../shared/busy-error.ts';
import type { RequestFailures } from './request-error.ts';

/** Every code with the type of its details. */
export type Failures = ImageFailures & InferenceFailures & RequestFailures & BusyFailures;
export type ErrorCode = keyof Failures;

/**
 * Whether sending the same request again may help. `never`: it would fail again. `later`: it may
 * succeed, if the caller chooses to retry. `automatic`: clients retry by themselves, after a pause.
 */
export type Retry = 'never' | 'later' | 'automatic';

export interface ErrorRow {
  readonly status: number;
  readonly trpc: TRPC_ERROR_CODE_KEY;
  readonly retry: Retry;
  /** What the caller can do. */
  readonly advice: string;
}

const noRetry = rowsWith('never');
const retryLater = rowsWith('later');
const autoRetry = rowsWith('automatic');

/** Every error code: how it looks from outside, and whether a retry may help. */
export const errorTable = {
  EMPTY_IMAGE: noRetry(400, 'BAD_REQUEST', 'Send the bytes of a picture.'),
  INVALID_BASE64: noRetry(400, 'BAD_REQUEST', 'Send the bytes of the picture as base64.'),
  IMAGE_TOO_LARGE: noRetry(
    413,
    'PAYLOAD_TOO_LARGE',
    'Shrink the picture or save it at lower quality.',
  ),
  UNSUPPORTED_FORMAT: noRetry(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'Send JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIC or BMP.',
  ),
  CORRUPT_IMAGE: noRetry(
    422,
    'UNPROCESSABLE_CONTENT',
    'Save the picture again, or send all of it again.',
  ),
  DIMENSIONS_REFUSED: noRetry(422, 'UNPROCESSABLE_CONTENT', 'Shrink or crop the picture.'),
  PICTURE_TOO_COSTLY: noRetry(
    422,
    'UNPROCESSABLE_CONTENT',
    'Shrink the picture, or save it as JPEG.',
  ),
  S3_REFUSED: noRetry(400, 'BAD_REQUEST', 'Send the picture as base64 or by URL.'),
  S3_NOT_FOUND: noRetry(
    404,
    'NOT_FOUND',
    'Check the key, and that the function may read the object.',
  ),
  S3_UNREACHABLE: retryLater(
    502,
    'BAD_GATEWAY',
    'Try again; the bucket must be in the same region.',
  ),
  S3_TIMEOUT: retryLater(504, 'GATEWAY_TIMEOUT', 'Try again, or send the picture itself.'),
  S3_TOO_LARGE: noRetry(413, 'PAYLOAD_TOO_LARGE', 'Use the key of a smaller picture.'),
  URL_REFUSED: noRetry(400, 'BAD_REQUEST', 'Use a public http or https URL on port 80 or 443.'),
  URL_UNREACHABLE: retryLater(502, 'BAD_GATEWAY', 'Check that the URL opens elsewhere.'),
  URL_TIMEOUT: retryLater(504, 'GATEWAY_TIMEOUT', 'Try again, or send the picture itself.'),
  URL_STATUS: retryLater(502, 'BAD_GATEWAY', 'Check that the URL returns the picture itself.'),
  URL_TOO_LARGE: noRetry(413, 'PAYLOAD_TOO_LARGE', 'Use the URL of a smaller picture.'),
  EXPLAIN_UNAVAILABLE: noRetry(400, 'BAD_REQUEST', 'Leave out explain.'),
  INVALID_REQUEST: noRetry(400, 'BAD_REQUEST', 'Correct the request as the message says.'),
  NOT_FOUND: noRetry(404, 'NOT_FOUND', 'See GET /openapi.json.'),
  METHOD_NOT_ALLOWED: noRetry(405, 'METHOD_NOT_SUPPORTED', 'See GET /openapi.json.'),
  ORIGIN_REFUSED: noRetry(
    403,
    'FORBIDDEN',
    'Open the page at the address that the server printed; other web pages may not use it.',
  ),
  BUSY: autoRetry(503, 'SERVICE_UNAVAILABLE', 'Try again in a second.'),
  MODEL_UNAVAILABLE: retryLater(503, 'SERVICE_UNAVAILABLE', 'Try again; the log has the reason.'),
  INTERNAL: retryLater(500, 'INTERNAL_SERVER_ERROR', 'Try again; the log has the request id.'),
} satisfies Readonly<Record<ErrorCode, ErrorRow>>;

export const errorCodes = Object.keys(errorTable) as ErrorCode[];

/** Returns a function that creates rows. Their type keeps `retry`, from which code is generated. */
function rowsWith<Value extends Retry>(retry: Value) {
  return (status: number, trpc: TRPC_ERROR_CODE_KEY, advice: string) => {
    return { status, trpc, retry, advice };
  };
}
