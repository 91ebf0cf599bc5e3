import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import type { LoggedRequest } from './middleware/logged-request.ts';

/** What Hono passes from one handler to the next. */
export interface AppEnv {
  /** From an entry: its id for this request, and, for input that is not a request, the reason. */
  Bindings: { requestId?: string; refusal?: string | undefined };
  Variables: { requestId: string; logEntry: LoggedRequest };
}

/** Returns who sent this request. */
export function getCaller(c: Context<AppEnv>): Caller {
  return { requestId: c.get('requestId'), signal: c.req.raw.signal, logEntry: c.get('logEntry') };
}
