import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import type { RequestLogRecord } from './middleware/request-log-entry.ts';

/** What Hono carries from one handler to the next. */
export interface AppEnv {
  /**
   * From an entry: the id that it has for this request, and why what came in is no request at all.
   */
  Bindings: { requestId?: string; refusal?: string | undefined };
  Variables: { requestId: string; account: RequestLogRecord };
}

/** Who sent this request. */
export function callerOf(c: Context<AppEnv>): Caller {
  return { requestId: c.get('requestId'), signal: c.req.raw.signal, logEntry: c.get('account') };
}
