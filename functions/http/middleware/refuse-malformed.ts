import { createMiddleware } from 'hono/factory';
import { invalidRequest } from '../../api/failure.ts';
import type { AppEnv } from '../app-env.ts';

/** Answers what an entry could not turn into a request, as every other error is answered. */
export const refuseMalformed = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (c.env?.refusal) throw invalidRequest(c.env.refusal);
    await next();
  });
