import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import type { LoggedRequest } from './middleware/logged-request.ts';

/** What Hono passes from one handler to the next. */
export interface AppEnv {
  /** From an entry: its id for this request, and the reason to refuse it if it is malformed. */
  Bindings: { requestId?: string; refusal?: string | undefined };
  Variables: { requestId: string; logEntry: LoggedRequest };
}

/** Returns what the service needs to know about the caller of this request. */
export function getCaller(c: Context<AppEnv>): Caller {
  return { requestId: c.get('requestId'), signal: c.req.raw.signal, logEntry: c.get('logEntry') };
}
