import { readCpu } from '../../support/process-tree.ts';

interface Moment {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const newline = 0x0a;

/** Watches when a program prints its first and its last line, and the processor time of its processes then. */
export class LineWatch {
  readonly #total: number;
  #lines = 0;
  #first: Moment | undefined;
  #last: Moment | undefined;

  /** @param total Lines that the program prints. */
  constructor(total: number) {
    this.#total = total;
  }

  /** @param pid The process above all others. */
  read(chunk: Buffer, pid: number): void {
    const before = this.#lines;
    for (const byte of chunk) if (byte === newline) this.#lines += 1;
    const isFirst = before === 0 && this.#lines > 0;
    const isLast = before < this.#total && this.#lines >= this.#total;
    if (!isFirst && !isLast) return;
    const now = { wallMs: performance.now(), cpuMs: readCpu(pid) };
    if (isFirst) this.#first = now;
    if (isLast) this.#last = now;
  }

  /**
   * Returns the average number of processors that worked between the first line and the last. The kernel
   * counts in steps of 10 ms: on a short run, the number is coarse.
   *
   * @throws Error if there were not as many lines as expected, or all came at once.
   */
  coresBetween(): number {
    if (!this.#first || !this.#last || this.#lines !== this.#total) {
      throw new Error(`it printed ${this.#lines} lines instead of ${this.#total}`);
    }
    if (this.#first === this.#last) throw new Error('it printed all lines at once');
    return (this.#last.cpuMs - this.#first.cpuMs) / (this.#last.wallMs - this.#first.wallMs);
  }
}
