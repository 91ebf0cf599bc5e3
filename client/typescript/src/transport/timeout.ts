import { GlimpseError } from '../answers/glimpse-error.ts';

/** Limits how long a call may take. */
export interface Deadline {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** A timer with a longer delay fires at once: https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Runs `work` until it finishes, the time is over or the caller aborts, even if `work` ignores its
 * signal.
 *
 * @throws GlimpseError `TIMEOUT` or `ABORTED`
 */
export async function withTimeout<T>(
  { signal, timeoutMs }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const controller = new AbortController();
  let cleanUp = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: GlimpseError): void => {
      controller.abort(error);
      reject(error);
    };
    const timer = setTimeout(() => end(timeoutError(timeoutMs)), Math.min(timeoutMs, maxTimerMs));
    const abort = (): void => end(abortError(signal));
    signal?.addEventListener('abort', abort);
    cleanUp = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    cleanUp();
  }
}

/** @throws GlimpseError `ABORTED` */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

function abortError(signal: AbortSignal | undefined): GlimpseError {
  return new GlimpseError(
    'ABORTED',
    {},
    { message: 'The call was aborted.', cause: signal?.reason },
  );
}

function timeoutError(limitMs: number): GlimpseError {
  const message = `There was no response within ${limitMs} ms.`;
  return new GlimpseError('TIMEOUT', { limitMs }, { message });
}
