import { createMiddleware } from 'hono/factory';
import type { Log } from '../../api/log.ts';
import type { AppEnv } from '../app-env.ts';
import { RequestLogRecord } from './request-log-entry.ts';

/** Real paths have 60 at most; a line's bytes cost money, and anybody may send a longer one. */
const pathLength = 200;

/** One line a request: what was asked and how it ended; the path without its query. */
export const logRequests = (log: Log) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const start = performance.now();
    const account = new RequestLogRecord(c.req.raw.signal);
    c.set('account', account);
    await next();
    const ms = Math.round(performance.now() - start);
    const { method } = c.req;
    const path = c.req.path.slice(0, pathLength);
    const fields = { requestId: c.get('requestId'), method, path, status: c.res.status, ms };
    const level = account.isError ? 'error' : 'info';
    log[level]({ ...fields, ...account.fields }, 'request', account.metrics);
  });
