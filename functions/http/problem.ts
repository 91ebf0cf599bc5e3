import { STATUS_CODES } from 'node:http';
import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorTable } from '../api/error-table.ts';
import { type Failure, toFailure } from '../api/failure.ts';
import { RequestError } from '../api/request-error.ts';
import { errorShape } from '../api/trpc.ts';
import type { AppEnv } from './app-env.ts';

/** Answers anything thrown with its code: as problem+json, or as tRPC has it under `/trpc`. */
export const answerError: ErrorHandler<AppEnv> = (error, c) => {
  c.get('account').requestFailed(error);
  return answerFailure(c, toFailure(error));
};

export const answerNotFound: NotFoundHandler<AppEnv> = (c) => {
  const message = `There is nothing at ${c.req.path}; the routes are in the README.`;
  const error = new RequestError('NOT_FOUND', {}, { message });
  c.get('account').requestFailed(error);
  return answerFailure(c, toFailure(error));
};

/** Answers every method but `method` at `path` with 405. */
export function refuseOtherMethods(route: Hono<AppEnv>, path: string, method: string): void {
  route.all(path, (c) => {
    c.header('allow', method);
    const message = `${c.req.path} takes ${method} and not ${c.req.method}.`;
    throw new RequestError('METHOD_NOT_ALLOWED', {}, { message });
  });
}

function answerFailure(c: Context<AppEnv>, failure: Failure): Response {
  const status = errorTable[failure.code].status as ContentfulStatusCode;
  if (failure.code === 'BUSY') {
    c.header('retry-after', String(Math.ceil(failure.details.retryAfterMs / 1000)));
  }
  if (c.req.path.startsWith('/trpc/')) return c.json({ error: errorShape(failure) }, status);
  return c.body(JSON.stringify(problemOf(failure, c.get('requestId'))), status, {
    'content-type': 'application/problem+json',
  });
}

/** RFC 9457, with the failure's `code` and `details` as extension members. */
export function problemOf({ code, message, details }: Failure, requestId: string): object {
  const { status, advice } = errorTable[code];
  const title = STATUS_CODES[status];
  return { type: 'about:blank', title, status, detail: message, code, details, advice, requestId };
}
