import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';

/**
 * Wraps thrown values that are not Errors, such as an abort reason: Hono calls its error handler for
 * Errors only, and rethrows the rest without an answer.
 */
export const errorsOnly = () =>
  createMiddleware<AppEnv>(async (_c, next) => {
    try {
      await next();
    } catch (cause) {
      throw new Error('A non-Error value was thrown.', { cause });
    }
  });
