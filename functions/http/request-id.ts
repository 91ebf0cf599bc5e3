import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { Environment } from './environment.ts';

/** Gives every request an id, which its answer repeats in `x-request-id`. */
export const assignRequestId = () =>
  createMiddleware<Environment>(async (c, next) => {
    const requestId = c.env?.requestId ?? randomUUID();
    c.set('requestId', requestId);
    c.header('x-request-id', requestId);
    await next();
  });
