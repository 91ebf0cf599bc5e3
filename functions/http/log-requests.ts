import { createMiddleware } from 'hono/factory';
import type { Log } from '../api/log.ts';
import type { Environment } from './environment.ts';

/** One line a request: what was asked and how it ended; the path without its query. */
export const logRequests = (log: Log) =>
  createMiddleware<Environment>(async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round(performance.now() - start);
    const { method, path } = c.req;
    log.info({ requestId: c.get('requestId'), method, path, status: c.res.status, ms }, 'request');
  });
