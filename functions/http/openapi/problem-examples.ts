import { type ErrorCode, errorCodes, errorTable, type Failures } from '../../api/error-table.ts';
import { pictureFormats } from '../../image/formats/sniff.ts';
import type { Limits } from '../../image/limits.ts';
import { toProblemJson } from '../problem.ts';
import type { Json } from './schemas.ts';

type ExampleDetails<Code extends ErrorCode> = readonly [message: string, details: Failures[Code]];
type AllExamples = { readonly [Code in ErrorCode]: ExampleDetails<Code> };
type LimitCode = 'IMAGE_TOO_LARGE' | `${'URL' | 'S3'}_${'TIMEOUT' | 'TOO_LARGE'}`;

/** An example for each code whose message names no limit of the service. */
const fixedExamples: Omit<AllExamples, LimitCode> = {
  EMPTY_IMAGE: ['The picture is empty; send its bytes.', {}],
  INVALID_BASE64: [
    'The picture\'s base64 is not valid: its length is not a multiple of four; send it whole and padded with "=".',
    { reason: 'length' },
  ],
  UNSUPPORTED_FORMAT: [
    `This is PDF data; send one of: ${pictureFormats.join(', ')}.`,
    { format: 'PDF', supported: [...pictureFormats] },
  ],
  CORRUPT_IMAGE: [
    'The jpeg picture is damaged or cut off; save or send it again.',
    { format: 'jpeg' },
  ],
  DIMENSIONS_REFUSED: [
    '200 x 1 pixels are narrower than 1:100; crop the picture.',
    { width: 200, height: 1, reason: 'aspect-ratio', limit: 100 },
  ],
  PICTURE_TOO_COSTLY: [
    'Decoding the picture takes more than 320 MB of memory; shrink it, or save it as JPEG.',
    { reason: 'memory', limit: 320_000_000 },
  ],
  S3_REFUSED: [
    'This service reads no bucket; send the picture as base64 or by URL.',
    { bucket: 'holidays', reason: 'disabled' },
  ],
  S3_NOT_FOUND: [
    'The bucket has no object with this key; check its spelling.',
    { bucket: 'holidays', key: 'beach.jpg', reason: 'missing' },
  ],
  S3_UNREACHABLE: [
    'The bucket is not in the region of this service.',
    { reason: 'region', status: 301 },
  ],
  URL_REFUSED: [
    'The URL leads to an address that is not public; use a URL that anybody can open.',
    { reason: 'address' },
  ],
  URL_UNREACHABLE: ["The URL's host has no address; check its spelling.", { reason: 'dns' }],
  URL_STATUS: [
    'The server returned 404; use a URL that returns 200 with a picture.',
    { status: 404 },
  ],
  EXPLAIN_UNAVAILABLE: [
    'Model vit has no class activation maps; leave out explain.',
    { model: 'vit' },
  ],
  INVALID_REQUEST: [
    'The request is not valid: topK: Too small: expected number to be >=1',
    { issues: [{ path: 'topK', message: 'Too small: expected number to be >=1' }] },
  ],
  NOT_FOUND: ['There is nothing at /nothing; see GET /openapi.json.', {}],
  ORIGIN_REFUSED: [
    'Pages of https://example.com may not use this server: it answers its own page, and programs.',
    { reason: 'origin', value: 'https://example.com' },
  ],
  METHOD_NOT_ALLOWED: ['/classify accepts POST, not GET.', {}],
  BUSY: ['Too many pictures are waiting; try again in a second.', { retryAfterMs: 1000 }],
  MODEL_UNAVAILABLE: ['The model could not be started; try again. The log has the reason.', {}],
  INTERNAL: ['Something went wrong in the service; try again.', {}],
};

/** Creates the examples whose messages name a limit. */
function createLimitExamples(limits: Limits): Pick<AllExamples, LimitCode> {
  const { pictureBytes, fetchedBytes, urlTotalMs } = limits;
  return {
    IMAGE_TOO_LARGE: [
      `The picture has ${pictureBytes + 1} bytes, the limit is ${pictureBytes}; shrink it or save it at lower quality.`,
      { bytes: pictureBytes + 1, limit: pictureBytes },
    ],
    S3_TIMEOUT: [`S3 took longer than ${urlTotalMs} ms; try again.`, { limitMs: urlTotalMs }],
    S3_TOO_LARGE: [
      `The object has more than ${fetchedBytes} bytes; use a smaller picture.`,
      { bytes: fetchedBytes + 1, limit: fetchedBytes },
    ],
    URL_TIMEOUT: [
      `The server took longer than ${urlTotalMs} ms; try again, or send the picture itself.`,
      { limitMs: urlTotalMs },
    ],
    URL_TOO_LARGE: [
      `The picture behind the URL has more than ${fetchedBytes} bytes; use a smaller one.`,
      { bytes: fetchedBytes + 1, limit: fetchedBytes },
    ],
  };
}

/** Returns an example for each code, under its name. */
export function describeProblemExamples(limits: Limits): Json {
  const everything: AllExamples = { ...fixedExamples, ...createLimitExamples(limits) };
  const entries = errorCodes.map((code) => {
    const [message, details] = everything[code];
    const problem = { ...errorTable[code], code, message, details };
    const value = toProblemJson(problem, '9ad9daef-ff9c-4614-b99c-95ba2f652d01');
    return [code, { summary: errorTable[code].advice, value }];
  });
  return Object.fromEntries(entries);
}
