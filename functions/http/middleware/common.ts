import type { MiddlewareHandler } from 'hono';
import type { Log } from '../../api/log.ts';
import type { AppEnv } from '../app-env.ts';
import { errorsOnly } from './errors-only.ts';
import { logRequests } from './log-requests.ts';
import { refuseMalformed } from './refuse-malformed.ts';
import { assignRequestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';

/** Returns the middleware that every app of this project starts with, in order. */
export function commonMiddleware(log: Log): MiddlewareHandler<AppEnv>[] {
  return [assignRequestId(), logRequests(log), securityHeaders(), errorsOnly(), refuseMalformed()];
}
