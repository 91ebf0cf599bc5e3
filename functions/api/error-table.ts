import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import type { ImageFailures } from '../image/image-error.ts';
import type { InferenceFailures } from '../inference/inference-error.ts';
import type { RequestFailures } from './request-error.ts';

/** Every code with the type of its details. */
export type Failures = ImageFailures & InferenceFailures & RequestFailures;
export type ErrorCode = keyof Failures;

export interface ErrorRow {
  readonly status: number;
  readonly trpc: TRPC_ERROR_CODE_KEY;
  /** What the caller can do. */
  readonly advice: string;
}

/** The one place that says how a failure looks from outside. */
export const errorTable: Readonly<Record<ErrorCode, ErrorRow>> = {
  EMPTY_IMAGE: row(400, 'BAD_REQUEST', 'Send the bytes of a picture.'),
  INVALID_BASE64: row(
    400,
    'BAD_REQUEST',
    'Send standard base64: padded, no line breaks, no data: prefix.',
  ),
  IMAGE_TOO_LARGE: row(413, 'PAYLOAD_TOO_LARGE', 'Shrink the picture or save it at lower quality.'),
  UNSUPPORTED_FORMAT: row(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    'Send JPEG, PNG, WebP, GIF, TIFF or AVIF.',
  ),
  CORRUPT_IMAGE: row(
    422,
    'UNPROCESSABLE_CONTENT',
    'Save the picture again, or send it again whole.',
  ),
  DIMENSIONS_REFUSED: row(422, 'UNPROCESSABLE_CONTENT', 'Shrink or crop the picture.'),
  S3_REFUSED: row(400, 'BAD_REQUEST', 'Send the picture as base64 or by URL.'),
  S3_NOT_FOUND: row(404, 'NOT_FOUND', 'Check the key, and that the function may read the object.'),
  S3_UNREACHABLE: row(502, 'BAD_GATEWAY', 'Try again; the bucket must be in the same region.'),
  S3_TIMEOUT: row(504, 'GATEWAY_TIMEOUT', 'Try again, or send the picture itself.'),
  S3_TOO_LARGE: row(413, 'PAYLOAD_TOO_LARGE', 'Use the key of a smaller picture.'),
  URL_REFUSED: row(400, 'BAD_REQUEST', 'Use a public http or https URL on port 80 or 443.'),
  URL_UNREACHABLE: row(502, 'BAD_GATEWAY', 'Check that the URL opens elsewhere.'),
  URL_TIMEOUT: row(504, 'GATEWAY_TIMEOUT', 'Try again, or send the picture itself.'),
  URL_STATUS: row(502, 'BAD_GATEWAY', 'Check that the URL answers with the picture itself.'),
  URL_TOO_LARGE: row(413, 'PAYLOAD_TOO_LARGE', 'Use the URL of a smaller picture.'),
  EXPLAIN_UNAVAILABLE: row(400, 'BAD_REQUEST', 'Ask without explain.'),
  INVALID_REQUEST: row(400, 'BAD_REQUEST', 'Correct the fields that the details name.'),
  NOT_FOUND: row(404, 'NOT_FOUND', 'Use one of the routes in the README.'),
  METHOD_NOT_ALLOWED: row(405, 'METHOD_NOT_SUPPORTED', 'Use the method in the README.'),
  BUSY: row(503, 'SERVICE_UNAVAILABLE', 'Try again in a second.'),
  MODEL_UNAVAILABLE: row(503, 'SERVICE_UNAVAILABLE', 'Try again; the log says what is wrong.'),
  INTERNAL: row(500, 'INTERNAL_SERVER_ERROR', 'Try again; the log has the request id.'),
};

export const errorCodes = Object.keys(errorTable) as ErrorCode[];

function row(status: number, trpc: TRPC_ERROR_CODE_KEY, advice: string): ErrorRow {
  return { status, trpc, advice };
}
