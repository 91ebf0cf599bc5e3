import type { Response } from 'undici';
import { ModelError } from '../../format/model-error.ts';
import { DownloadFault } from './options.ts';

interface ExpectedFile {
  readonly url: string;
  /** How long the whole file has to be. */
  readonly bytes: number;
}

interface RequestedRange extends ExpectedFile {
  /** First byte that was asked for. */
  readonly from: number;
}

/** Request Timeout, Range Not Satisfiable (which a fresh start cures), Too Many Requests. */
const isTransient = [408, 416, 429];

/**
 * The position in the file at which the body of an answer starts: 0 where the server sends all of it
 * although a range was asked for. https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 *
 * @throws DownloadFault where another try is worth it, ModelError where none is.
 */
export function responseOffset({ status, headers }: Response, asked: RequestedRange): number {
  if (status === 200) {
    checkLength(headers.get('content-length') ?? asked.bytes, asked);
    return 0;
  }
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
    checkLength(range?.[2] ?? asked.bytes, asked);
    if (Number(range?.[1]) === asked.from) return asked.from;
    throw new DownloadFault('the server sent other bytes than it was asked for');
  }
  if (status >= 500 || isTransient.includes(status)) {
    const retryAfterMs = 1000 * (Number(headers.get('retry-after')) || 0);
    throw new DownloadFault(`the server answered with status ${status}`, { retryAfterMs });
  }
  throw new ModelError(
    `${asked.url} cannot be downloaded: the server answered with status ${status}; get the file elsewhere and give it with --from FILE.`,
  );
}

function checkLength(length: number | string, asked: RequestedRange): void {
  if (Number(length) !== asked.bytes) throw unexpectedLength(`${length}`, asked);
}

/** The error for a file that is `length` bytes long and should not be. */
export function unexpectedLength(length: string, expected: ExpectedFile): ModelError {
  return new ModelError(
    `What ${expected.url} sends is not the file that was expected (${length} bytes and not ${expected.bytes}): get the right one elsewhere and give it with --from FILE.`,
  );
}
