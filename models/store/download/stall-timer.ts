/** Aborts its signal when `ms` milliseconds pass without a call of `refresh()`. */
export class StallTimer {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    const reason = new Error(`no data for ${ms / 1000} seconds`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  refresh(): void {
    this.#timer.refresh();
  }

  /** Stops the timer and closes a connection that is still open. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
