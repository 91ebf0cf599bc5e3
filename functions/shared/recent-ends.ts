/** Ends in a minute after which there is a pause until the minute is over. */
const maxEnds = 5;
const windowMs = 60_000;

/** Counts how often something has ended unexpectedly, so that it is not started again and again. */
export class RecentEnds {
  /** In milliseconds of a clock that nobody can set. */
  #times: number[] = [];

  add(): void {
    this.#times.push(performance.now());
  }

  /** Milliseconds until the next start; 0 if it may be at once. */
  get pauseMs(): number {
    const now = performance.now();
    this.#times = this.#times.filter((time) => now - time < windowMs);
    const [first] = this.#times;
    if (first === undefined || this.#times.length < maxEnds) return 0;
    return Math.ceil(first + windowMs - now);
  }
}
