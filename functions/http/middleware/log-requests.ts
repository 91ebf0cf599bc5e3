import { createMiddleware } from 'hono/factory';
import type { Log } from '../../api/log.ts';
import { excerpt } from '../../shared/excerpt.ts';
import type { AppEnv } from '../app-env.ts';
import { LoggedRequest } from './logged-request.ts';

/** Real paths have at most 60 characters. Anybody may send longer ones, and logged bytes cost money. */
const maxPathBytes = 200;

/**
 * Logs one line per request of a caller: what was requested and how it ended; the path without its query.
 */
export const logRequests = (log: Log) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    const logEntry = new LoggedRequest(c.req.raw.signal);
    c.set('logEntry', logEntry);
    await next();
    if (c.env?.isWarmUp) return;
    const ms = Math.round(performance.now() - start);
    const { method } = c.req;
    // Without control characters: a path could write lines of its own into a terminal.
    const path = excerpt(c.req.path, maxPathBytes);
    const fields = { requestId: c.get('requestId'), method, path, status: c.res.status, ms };
    const level = logEntry.isError ? 'error' : 'info';
    log[level]({ ...fields, ...logEntry.fields }, 'request', logEntry.metrics);
  });
