import { createMiddleware } from 'hono/factory';
import { invalidRequest } from '../../api/failure.ts';
import type { AppEnv } from '../app-env.ts';

/** Refuses input that an entry could not turn into a request, so that it is answered like other errors. */
export const refuseMalformed = () =>
  createMiddleware<AppEnv>(async (c, next) => {
    if (c.env?.refusal) throw invalidRequest(c.env.refusal);
    await next();
  });
