import type { Caller } from './caller.ts';
import { toFailure } from './failure.ts';
import type { Log } from './log.ts';

/**
 * Logs what went wrong on this side (`INTERNAL`, `MODEL_UNAVAILABLE`) with its cause. What callers
 * did wrong, they are told; what happens after they have gone is nobody's fault.
 */
export function logFailure(log: Log, error: unknown, { requestId, signal }: Caller): void {
  const { code } = toFailure(error);
  if (code !== 'INTERNAL' && code !== 'MODEL_UNAVAILABLE') return;
  if (signal?.aborted) return;
  log.error({ requestId, code, err: rootCause(error) }, 'request failed');
}

function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootCause(error.cause) : error;
}
