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
