import { open, rm } from 'node:fs/promises';
import { type Dispatcher, fetch, type Response } from 'undici';
import { fileSize } from '../files.ts';
import { DownloadFault, type DownloadOptions, defaultRetryPolicy } from './options.ts';
import { responseOffset, unexpectedLength } from './response-offset.ts';
import { StallTimer } from './stall-timer.ts';

export interface PartOptions extends DownloadOptions {
  /** Path of what has arrived. */
  readonly part: string;
  readonly dispatcher: Dispatcher;
}

/** The tries at one file, each of which goes on where the part ends. */
export class PartDownload {
  readonly #options: PartOptions;
  /** Names the state of the file at the server, so that no two states are patched together. */
  #validator: string | null = null;

  constructor(options: PartOptions) {
    this.#options = options;
  }

  /** @throws DownloadFault where another try is worth it, ModelError where none is. */
  async proceed(): Promise<void> {
    const { url, part, bytes, signal, retryPolicy = defaultRetryPolicy } = this.#options;
    const there = await fileSize(part);
    if (there === bytes) return;
    const stall = new StallTimer(retryPolicy.stallMs);
    try {
      const signals = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
      const response = await this.#ask(there, signals);
      if (response.status === 416) await rm(part, { force: true });
      const from = responseOffset(response, { url, from: there, bytes });
      const { headers } = response;
      this.#validator = strong(headers.get('etag')) ?? headers.get('last-modified');
      await this.#keep(response, { from, stall });
    } finally {
      stall.stop();
    }
  }

  async #ask(from: number, signal: AbortSignal): Promise<Response> {
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
      throw faultOf(cause);
    }
  }

  /** Writes the body behind the first `from` bytes of the part; what stood there goes. */
  async #keep(
    response: Response,
    { from, stall }: { readonly from: number; readonly stall: StallTimer },
  ): Promise<void> {
    const { url, part, bytes, onProgress } = this.#options;
    const file = await open(part, from === 0 ? 'w' : 'a');
    let received = from;
    try {
      for await (const chunk of chunksOf(response)) {
        stall.refresh();
        received += chunk.length;
        if (received > bytes) throw unexpectedLength(`at least ${received}`, { url, bytes });
        await file.write(chunk);
        onProgress?.(received);
      }
    } finally {
      await file.close();
      if (received > bytes) await rm(part);
    }
    if (received < bytes) throw new DownloadFault('the connection broke off');
  }
}

/** Only what compares byte by byte may stand in If-Range: https://www.rfc-editor.org/rfc/rfc9110#name-if-range */
function strong(etag: string | null): string | null {
  return etag?.startsWith('W/') ? null : etag;
}

/** The body, with errors of the network told apart from those of whoever takes the chunks. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body;
  } catch (cause) {
    throw faultOf(cause);
  }
}

/** `fetch` says no more than "fetch failed" or "terminated": its cause says why. */
function faultOf(error: unknown): DownloadFault {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const reason = cause instanceof Error && cause.message ? cause.message : message;
  return new DownloadFault(reason, { cause: error });
}
