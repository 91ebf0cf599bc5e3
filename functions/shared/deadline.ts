export interface Deadline {
  readonly ms: number;
  /** The caller's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** Creates the error to throw when the time is up. */
  readonly reason: () => Error;
}

/**
 * Runs `work` with a signal that is aborted after `ms`, or with the caller's own signal. If `work` then
 * fails, throws the reason of the abort (the deadline's or the caller's), whatever `work` threw.
 *
 * Uses a plain timer, because Node 20 may collect the timeout inside
 * `AbortSignal.any([AbortSignal.timeout(ms)])` before it fires: https://github.com/nodejs/node/issues/57736
 */
export async function withDeadline<T>(
  { ms, signal, reason }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(reason()), ms);
  const forwardAbort = (): void => deadline.abort(signal?.reason);
  signal?.addEventListener('abort', forwardAbort);
  try {
    return await work(deadline.signal);
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', forwardAbort);
  }
}
