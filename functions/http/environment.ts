import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import type { RequestAccount } from './request-account.ts';

/** What Hono carries from one handler to the next. */
export interface Environment {
  /**
   * From an entry: the id that it has for this request, and why what came in is no request at all.
   */
  Bindings: { requestId?: string; refusal?: string | undefined };
  Variables: { requestId: string; account: RequestAccount };
}

/** Who sent this request. */
export function callerOf(c: Context<Environment>): Caller {
  return { requestId: c.get('requestId'), signal: c.req.raw.signal, account: c.get('account') };
}
