export interface Deadline {
  readonly ms: number;
  /** The caller's own end. */
  readonly signal?: AbortSignal | undefined;
  /** Creates the error thrown when the time is up. */
  readonly reason: () => Error;
}

/**
 * Runs `work` with a signal that ends it after `ms`, or when the caller's own signal does. When it
 * has ended so, the reason is thrown whatever `work` made of it: the deadline's or the caller's own.
 *
 * A plain timer, since Node 20 may collect the timeout inside
 * `AbortSignal.any([AbortSignal.timeout(ms)])` before it fires: https://github.com/nodejs/node/issues/57736
 */
export async function withDeadline<T>(
  { ms, signal, reason }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(reason()), ms);
  const passOn = (): void => deadline.abort(signal?.reason);
  signal?.addEventListener('abort', passOn);
  try {
    return await work(deadline.signal);
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', passOn);
  }
}
