import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/** Gives every request an id, and repeats it in the response as `x-request-id`. */
export const assignRequestId = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    c.set('requestId', c.env?.requestId ?? randomUUID());
    await next();
    // Not `c.header` beforehand: Hono drops that header if a handler returns its own Response.
    c.res.headers.set('x-request-id', c.get('requestId'));
  });
