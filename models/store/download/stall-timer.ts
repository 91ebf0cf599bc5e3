/** Aborts what has its signal when `ms` milliseconds pass without `refresh()`. */
export class StallTimer {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    const silence = new Error(`nothing came for ${ms / 1000} seconds`);
    this.#timer = setTimeout(() => this.#controller.abort(silence), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  refresh(): void {
    this.#timer.refresh();
  }

  /** Ends the wait, and with it a connection that is still open. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
