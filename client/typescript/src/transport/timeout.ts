import { GlimpseError } from '../answers/glimpse-error.ts';

/** How long a caller waits. */
export interface Deadline {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

/** Beyond it timers fire at once: https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Ends work that takes too long or is no longer wanted, even where it does not heed its signal.
 *
 * @throws GlimpseError `TIMEOUT` or `ABORTED`
 */
export async function withTimeout<T>(
  { signal, timeoutMs }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const controller = new AbortController();
  let release = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: GlimpseError): void => {
      controller.abort(error);
      reject(error);
    };
    const timer = setTimeout(() => end(timedOut(timeoutMs)), Math.min(timeoutMs, maxTimerMs));
    const abort = (): void => end(aborted(signal));
    signal?.addEventListener('abort', abort);
    release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    release();
  }
}

/** @throws GlimpseError `ABORTED` */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal);
}

function aborted(signal: AbortSignal | undefined): GlimpseError {
  return new GlimpseError(
    'ABORTED',
    {},
    { message: 'The call was aborted.', cause: signal?.reason },
  );
}

function timedOut(limitMs: number): GlimpseError {
  const message = `There was no answer within ${limitMs} ms.`;
  return new GlimpseError('TIMEOUT', { limitMs }, { message });
}
