import type { Caller, RequestLogEntry } from '../../api/caller.ts';
import type { Answer } from '../../api/contract.ts';
import type { ErrorCode } from '../../api/error-table.ts';
import { toFailure } from '../../api/failure.ts';
import type { Metrics } from '../../api/log.ts';
import { roundMs } from '../../shared/stopwatch.ts';

type Timing = Answer['timing'];

/** The service is at fault for these, so the log gets their cause. */
const serverErrorCodes: readonly ErrorCode[] = ['INTERNAL', 'MODEL_UNAVAILABLE'];

/** Collects the outcome of a request for its log line and metrics. */
export class LoggedRequest implements RequestLogEntry {
  readonly #signal: Caller['signal'];
  readonly #timings: Timing[] = [];
  readonly #failed: ErrorCode[] = [];
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
    if (this.#isAfterDisconnect(code)) return;
    this.#failed.push(code);
    this.requestFailed(error);
  }

  requestFailed(error: unknown): void {
    const { code } = toFailure(error);
    if (this.#isAfterDisconnect(code)) return;
    this.#code ??= code;
    if (serverErrorCodes.includes(code)) this.#cause ??= getRootCause(error);
  }

  /** Failures after the caller has disconnected do not count. */
  #isAfterDisconnect(code: ErrorCode): boolean {
    return code === 'INTERNAL' && this.#signal?.aborted === true;
  }

  /** Whether the service is at fault. */
  get isError(): boolean {
    return this.#cause !== undefined;
  }

  /** `code` is that of the first failure. For several pictures, `pictures` counts them and times are summed. */
  get fields(): object {
    const pictures = this.#timings.length + this.#failed.length;
    return {
      ...((pictures > 0 || this.#code) && { code: this.#code }),
      ...(pictures > 1 && { pictures, refused: countEach(this.#failed) }),
      ...(pictures > 0 && { timing: sum(this.#timings), coldStart: this.#coldStart }),
      ...(this.isError && { err: this.#cause }),
    };
  }

  get metrics(): Metrics {
    const [answered, failed] = [this.#timings.length, this.#failed.length];
    return {
      ...(answered > 0 && { PictureMs: this.#timings.map(({ totalMs }) => totalMs) }),
      ...(failed > 0 && { FailedPictures: failed }),
    };
  }
}

function getRootCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? getRootCause(error.cause) : error;
}

function countEach(codes: readonly ErrorCode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Returns null if nothing was answered; `fetchMs` is null if nothing was fetched. */
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

function add(a: number, b: number): number {
  return roundMs(a + b);
}
