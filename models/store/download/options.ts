/** What to download, where to write it, and how to retry. */
export interface DownloadOptions {
  readonly url: string;
  /** Expected hash of the file: lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Expected length in bytes. */
  readonly bytes: number;
  /** Path of the file. Until it is complete, it is at the same path with `.part` appended. */
  readonly to: string;
  /** Called with the number of bytes received so far, including those of earlier attempts. */
  readonly onProgress?: (received: number) => void;
  /** Aborts the download with the signal's reason; the `.part` file is kept to be resumed. */
  readonly signal?: AbortSignal;
  readonly retryPolicy?: RetryPolicy;
}

export interface RetryPolicy {
  /** Give up after this many failures in a row that each received less than a mebibyte. */
  readonly tries: number;
  /** Pause after the first failure in milliseconds, doubled after each, at most one minute. */
  readonly waitMs: number;
  /** A connection that receives nothing for this many milliseconds is closed. */
  readonly stallMs: number;
}

/** Pauses of 1, 2, 4 and 8 seconds. */
export const defaultRetryPolicy: RetryPolicy = { tries: 5, waitMs: 1000, stallMs: 30_000 };

/** A failure that a retry may cure; `message` is a clause without capital letter or full stop. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  /** How long the server asks to wait before the next request, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}
