import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** Gives every request an id, which its answer repeats in `x-request-id`. */
export const assignRequestId = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    c.set('requestId', c.env?.requestId ?? randomUUID());
    await next();
    // Not `c.header` before: what that prepares is lost where a handler returns a Response of its own.
    c.res.headers.set('x-request-id', c.get('requestId'));
  });
