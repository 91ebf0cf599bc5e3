import type { Response } from 'undici';
import { ModelError } from '../../format/model-error.ts';
import { TransientError } from './options.ts';

interface ExpectedFile {
  readonly url: string;
  /** Expected length of the whole file. */
  readonly bytes: number;
}

interface RequestedRange extends ExpectedFile {
  /** First requested byte. */
  readonly from: number;
}

/** Request Timeout, Range Not Satisfiable (cured by starting over), Too Many Requests. */
const transientStatuses = [408, 416, 429];

/**
 * Returns the position in the file at which a response body starts: 0 if the server sends the whole
 * file although a range was requested. https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 *
 * @throws TransientError if a retry may help, else ModelError.
 */
export function responseOffset({ status, headers }: Response, requested: RequestedRange): number {
  if (status === 200) {
    checkLength(headers.get('content-length') ?? requested.bytes, requested);
    return 0;
  }
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
    checkLength(range?.[2] ?? requested.bytes, requested);
    if (Number(range?.[1]) === requested.from) return requested.from;
    throw new TransientError('the server sent another range than requested');
  }
  if (status >= 500 || transientStatuses.includes(status)) {
    const retryAfterMs = 1000 * (Number(headers.get('retry-after')) || 0);
    throw new TransientError(`the server answered with status ${status}`, { retryAfterMs });
  }
  throw new ModelError(
    `${requested.url} cannot be downloaded: the server answered with status ${status}; get the file elsewhere and pass it with --from FILE.`,
  );
}

function checkLength(length: number | string, expected: ExpectedFile): void {
  if (Number(length) !== expected.bytes) throw createLengthError(`${length}`, expected);
}

/** Creates the error for a file of a wrong length. */
export function createLengthError(length: string, expected: ExpectedFile): ModelError {
  return new ModelError(
    `The file at ${expected.url} is not the file that was expected (${length} bytes, expected ${expected.bytes}): get the right file elsewhere and pass it with --from FILE.`,
  );
}
