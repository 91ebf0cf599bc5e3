import type { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import type { LoggedRequest } from './middleware/logged-request.ts';

/** What Hono passes from one handler to the next. */
export interface AppEnv {
  Bindings: RequestOrigin;
  Variables: { requestId: string; logEntry: LoggedRequest; body?: Buffer };
}

/** What an entry knows of a request, besides the request itself. */
export interface RequestOrigin {
  /** Its own id for this request. */
  readonly requestId?: string;
  /** The reason to refuse it if it is malformed. */
  readonly refusal?: string | undefined;
  /** The address of the client's socket. */
  readonly address?: string | undefined;
  /** Whether no caller sent it: such a request is not logged. */
  readonly isWarmUp?: boolean | undefined;
  /** The body, if it is not read from the request. */
  readonly body?: Readable | Buffer | undefined;
}

/** Returns what the service needs to know about the caller of this request. */
export function getCaller(c: Context<AppEnv>): Caller {
  return {
    requestId: c.get('requestId'),
    address: c.env?.address,
    signal: c.req.raw.signal,
    logEntry: c.get('logEntry'),
  };
}
