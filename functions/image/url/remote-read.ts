import type { Hold } from '../../shared/byte-budget.ts';
import { withDeadline } from '../../shared/deadline.ts';
import type { Limits } from '../limits.ts';
import { timedOut } from './failure.ts';

/** What reading a picture from elsewhere, a URL or a bucket, needs. */
export interface RemoteReadOptions {
  readonly limits: Pick<Limits, 'fetchedBytes' | 'urlConnectMs' | 'urlTotalMs'>;
  /** Holds the bytes of the picture. */
  readonly hold?: Pick<Hold, 'grow'> | undefined;
  /** Milliseconds of the time that are over when the read begins; default: 0. */
  readonly waitedMs?: number | undefined;
  /** Aborts the read; its reason is thrown unchanged. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a read with a signal that is aborted when its time is over: a part of it may have been waited for. */
export function withReadDeadline<T>(
  { limits, signal, waitedMs = 0 }: RemoteReadOptions,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ms = limits.urlTotalMs;
  return withDeadline({ ms: ms - waitedMs, signal, reason: () => timedOut(ms) }, read);
}
