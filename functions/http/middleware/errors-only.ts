import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/**
 * Makes an Error of anything else that is thrown, such as the reason of an abort: Hono hands only
 * Errors to its error handler, and would pass on the rest without an answer.
 */
export const errorsOnly = () =>
  createMiddleware<AppEnv>(async (_c, next) => {
    try {
      await next();
    } catch (cause) {
      throw new Error('Something that is no Error was thrown.', { cause });
    }
  });
