import { GlimpseError } from '../answers/glimpse-error.ts';
import { throwIfAborted } from './timeout.ts';

/** What retrying needs of the world; tests bring their own. */
export interface RetryClock {
  /** Ends early when the signal is aborted; the caller looks at the signal afterwards. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

export interface RetryOptions {
  /** Attempts after the first. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock: RetryClock;
}

/** Milliseconds: the first back-off doubles each time, up to the longest. */
const minBackOffMs = 250;
const maxBackOffMs = 8_000;
/** A service that wants more time than this gets none of it: the caller is told at once. */
const maxWaitMs = 60_000;

/**
 * Tries again after a pause where that may help: when the service is busy or was not reached. What
 * is asked changes nothing there, so asking twice does no harm.
 */
export async function withRetries<T>(
  { retries, signal, clock }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      const wait = failures < retries ? waitAfter(error, failures, clock.random()) : null;
      if (wait === null) throw error;
      await clock.sleep(wait, signal);
      throwIfAborted(signal);
    }
  }
}

/**
 * Milliseconds to wait, null where another attempt would not help. Half of the back-off is random,
 * so that callers who were refused together do not come back together; never sooner than asked.
 */
function waitAfter(error: unknown, failures: number, random: number): number | null {
  if (!(error instanceof GlimpseError)) return null;
  const backOff = Math.min(minBackOffMs * 2 ** failures, maxBackOffMs);
  if (error.code === 'UNREACHABLE') return backOff / 2 + (random * backOff) / 2;
  if (error.code !== 'BUSY') return null;
  const { retryAfterMs } = error.details;
  return retryAfterMs > maxWaitMs ? null : retryAfterMs + random * backOff;
}

/** Sleeps by a timer of the platform. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    if (signal?.aborted) wake();
    else signal?.addEventListener('abort', wake);
  });
}
