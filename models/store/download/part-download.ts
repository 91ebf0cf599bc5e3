import { open, rm } from 'node:fs/promises';
import { type Dispatcher, fetch, type Response } from 'undici';
import { getFileSize } from '../files.ts';
import { type DownloadOptions, defaultRetryPolicy, TransientError } from './options.ts';
import { createLengthError, responseOffset } from './response-offset.ts';
import { StallTimer } from './stall-timer.ts';

export interface PartOptions extends DownloadOptions {
  /** Path of the `.part` file. */
  readonly part: string;
  readonly dispatcher: Dispatcher;
}

/** Attempts to download one file; each continues where the `.part` file ends. */
export class PartDownload {
  readonly #options: PartOptions;
  /** Identifies the file's version on the server, so that two versions are never mixed. */
  #validator: string | null = null;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** @throws TransientError if a retry may help, else ModelError. */
  async resume(): Promise<void> {
    const { url, part, bytes, signal, retryPolicy = defaultRetryPolicy } = this.#options;
    const start = await getFileSize(part);
    if (start === bytes) return;
    const stall = new StallTimer(retryPolicy.stallMs);
    try {
      const signals = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
      const response = await this.#request(start, signals);
      if (response.status === 416) await rm(part, { force: true });
      const from = responseOffset(response, { url, from: start, bytes });
      const { headers } = response;
      this.#validator = strongEtag(headers.get('etag')) ?? headers.get('last-modified');
      await this.#save(response, { from, stall });
    } finally {
      stall.stop();
    }
  }

  async #request(from: number, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({ 'accept-encoding': 'identity' });
    if (from > 0) headers.set('range', `bytes=${from}-`);
    if (from > 0 && this.#validator) headers.set('if-range', this.#validator);
    try {
      return await fetch(this.#options.url, {
        dispatcher: this.#options.dispatcher,
        headers: [...headers],
        signal,
      });
    } catch (cause) {
      throw toTransientError(cause);
    }
  }

  /** Writes the body after the first `from` bytes of the part, replacing what follows them. */
  async #save(
    response: Response,
    { from, stall }: { readonly from: number; readonly stall: StallTimer },
  ): Promise<void> {
    const { url, part, bytes, onProgress } = this.#options;
    const file = await open(part, from === 0 ? 'w' : 'a');
    let received = from;
    try {
      for await (const chunk of readChunks(response)) {
        stall.refresh();
        received += chunk.length;
        if (received > bytes) throw createLengthError(`at least ${received}`, { url, bytes });
        await file.write(chunk);
        onProgress?.(received);
      }
    } finally {
      await file.close();
      if (received > bytes) await rm(part);
    }
    if (received < bytes) throw new TransientError('the connection was interrupted');
  }
}

/**
 * Weak validators are not allowed in If-Range: https://www.rfc-editor.org/rfc/rfc9110#name-if-range
 */
function strongEtag(etag: string | null): string | null {
  return etag?.startsWith('W/') ? null : etag;
}

/** Yields the body. Network errors become TransientErrors; errors of the consumer do not. */
async function* readChunks({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body;
  } catch (cause) {
    throw toTransientError(cause);
  }
}

/** The message of `fetch` is only "fetch failed" or "terminated"; its cause has the reason. */
function toTransientError(error: unknown): TransientError {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const reason = cause instanceof Error && cause.message ? cause.message : message;
  return new TransientError(reason, { cause: error });
}
