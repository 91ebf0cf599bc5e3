/** What to download, to where, and how long to bear with the network. */
export interface DownloadOptions {
  readonly url: string;
  /** What the file has to be: lower-case hexadecimal digits. */
  readonly sha256: string;
  /** How long it has to be. */
  readonly bytes: number;
  /** Path of the file; the same with `.part` behind holds what has arrived until all of it has. */
  readonly to: string;
  /** Called with the number of bytes that are there so far, those of an earlier try included. */
  readonly onProgress?: (received: number) => void;
  /** Ends the download with the signal's reason; what has arrived is kept for the next one. */
  readonly signal?: AbortSignal;
  readonly retryPolicy?: RetryPolicy;
}

export interface RetryPolicy {
  /** Failures in a row, each after less than a mebibyte, that are the last. */
  readonly tries: number;
  /** Pause after the first of them in milliseconds, doubled after each, never above a minute. */
  readonly waitMs: number;
  /** Silence in milliseconds after which a connection counts as broken. */
  readonly stallMs: number;
}

/** Pauses of 1, 2, 4 and 8 seconds. */
export const defaultRetryPolicy: RetryPolicy = { tries: 5, waitMs: 1000, stallMs: 30_000 };

/** Why one try at a download failed when the next may well succeed; `message` is half a sentence. */
export class DownloadFault extends Error {
  override readonly name = 'DownloadFault';
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}
