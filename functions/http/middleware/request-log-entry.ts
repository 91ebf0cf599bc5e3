import type { Caller, RequestLogEntry } from '../../api/caller.ts';
import type { Answer } from '../../api/contract.ts';
import type { ErrorCode } from '../../api/error-table.ts';
import { toFailure } from '../../api/failure.ts';
import type { Metrics } from '../../api/log.ts';

type Timing = Answer['timing'];

/** These are this side's fault: the log has their cause. */
const ours: readonly ErrorCode[] = ['INTERNAL', 'MODEL_UNAVAILABLE'];

/** What became of one request: what its line in the log says of it. */
export class RequestLogRecord implements RequestLogEntry {
  readonly #signal: Caller['signal'];
  readonly #timings: Timing[] = [];
  readonly #refused: ErrorCode[] = [];
  #coldStart = false;
  #code: ErrorCode | null = null;
  #cause: unknown;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  pictureAnswered({ timing, coldStart }: Pick<Answer, 'timing' | 'coldStart'>): void {
    this.#timings.push(timing);
    this.#coldStart ||= coldStart;
  }

  pictureFailed(error: unknown): void {
    const { code } = toFailure(error);
    if (this.#isAfterTheEnd(code)) return;
    this.#refused.push(code);
    this.requestFailed(error);
  }

  requestFailed(error: unknown): void {
    const { code } = toFailure(error);
    if (this.#isAfterTheEnd(code)) return;
    this.#code ??= code;
    if (ours.includes(code)) this.#cause ??= rootCause(error);
  }

  /** What happens after the caller has gone is nobody's fault. */
  #isAfterTheEnd(code: ErrorCode): boolean {
    return code === 'INTERNAL' && this.#signal?.aborted === true;
  }

  /** Whether something went wrong on this side. */
  get isError(): boolean {
    return this.#cause !== undefined;
  }

  /** `code` is the first failure's; of several pictures come their number and the sums of their times. */
  get fields(): object {
    const pictures = this.#timings.length + this.#refused.length;
    return {
      ...((pictures > 0 || this.#code) && { code: this.#code }),
      ...(pictures > 1 && { pictures, refused: countEach(this.#refused) }),
      ...(pictures > 0 && { timing: sum(this.#timings), coldStart: this.#coldStart }),
      ...(this.isError && { err: this.#cause }),
    };
  }

  get metrics(): Metrics {
    const [answered, refused] = [this.#timings.length, this.#refused.length];
    return {
      ...(answered > 0 && { PictureMs: this.#timings.map(({ totalMs }) => totalMs) }),
      ...(refused > 0 && { FailedPictures: refused }),
    };
  }
}

function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootCause(error.cause) : error;
}

function countEach(codes: readonly ErrorCode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Null where nothing was answered; `fetchMs` null where nothing was fetched. */
function sum([first, ...rest]: readonly Timing[]): Timing | null {
  if (first === undefined) return null;
  return rest.reduce(
    (total, timing) => ({
      fetchMs: timing.fetchMs === null ? total.fetchMs : add(total.fetchMs ?? 0, timing.fetchMs),
      decodeMs: add(total.decodeMs, timing.decodeMs),
      inferenceMs: add(total.inferenceMs, timing.inferenceMs),
      totalMs: add(total.totalMs, timing.totalMs),
    }),
    first,
  );
}

/** To two decimals, as the stopwatch has them. */
function add(a: number, b: number): number {
  return Math.round((a + b) * 100) / 100;
}
