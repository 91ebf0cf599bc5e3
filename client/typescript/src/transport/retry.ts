import { type ClientErrorCode, GlimpseError } from '../answers/glimpse-error.ts';
import { errorRetries } from '../contract.ts';
import { throwIfAborted } from './timeout.ts';

/** Clock and randomness, injectable for tests. */
export interface RetryClock {
  /** Resolves early if the signal is aborted; the caller checks the signal afterwards. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to 1, like `Math.random`. */
  readonly random: () => number;
}

export interface RetryOptions {
  /** Attempts after the first. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock: RetryClock;
}

/** The back-off starts at the minimum and doubles with each attempt, up to the maximum. */
const minBackOffMs = 250;
const maxBackOffMs = 8_000;
/** If the service asks for a longer pause, the error is thrown at once. */
const maxWaitMs = 60_000;

/** The column `retry` of the error table, for errors between this client and the service. */
const clientRetries: Readonly<Record<ClientErrorCode, 'later' | 'automatic'>> = {
  FORBIDDEN: 'later',
  UNREACHABLE: 'automatic',
  TIMEOUT: 'later',
  ABORTED: 'later',
  UNEXPECTED_ANSWER: 'later',
};

const retryByCode: typeof errorRetries = { ...errorRetries, ...clientRetries };

/**
 * Returns whether sending the same request again may help: `never`, `later` if the user chooses to,
 * or `automatic`, which this client does by itself.
 *
 * @param code of a GlimpseError; codes of a newer service count as `never`.
 */
export function getRetry(code: string): 'never' | 'later' | 'automatic' {
  return retryByCode[code] ?? 'never';
}

/**
 * Runs `work`, and again after a pause if its error allows automatic retries: the service is busy or
 * was not reached. Requests change nothing there, so sending one twice does no harm.
 */
export async function withRetries<T>(
  { retries, signal, clock }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      const wait = failures < retries ? getWait(error, failures, clock.random()) : null;
      if (wait === null) throw error;
      await clock.sleep(wait, signal);
      throwIfAborted(signal);
    }
  }
}

/**
 * Returns the milliseconds to wait, or null if another attempt would not help. Part of the back-off is
 * random, so that callers refused together do not return together. If the service asks for a pause,
 * the random part is added to it.
 */
function getWait(error: unknown, failures: number, random: number): number | null {
  if (!(error instanceof GlimpseError) || getRetry(error.code) !== 'automatic') return null;
  const backOff = Math.min(minBackOffMs * 2 ** failures, maxBackOffMs);
  if (error.code !== 'BUSY') return backOff / 2 + (random * backOff) / 2;
  const { retryAfterMs } = error.details;
  return retryAfterMs > maxWaitMs ? null : retryAfterMs + random * backOff;
}

/** Sleeps with a timer of the platform. */
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
