import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorRow, errorTable } from '../api/error-table.ts';
import { toFailure } from '../api/failure.ts';
import { RequestError } from '../api/request-error.ts';
import { toErrorShape } from '../api/trpc.ts';
import { excerpt } from '../shared/excerpt.ts';
import type { AppEnv } from './app-env.ts';

/** A failure of this service, or of a proxy in front of it, with its status and advice. */
export interface Problem extends Pick<ErrorRow, 'status' | 'trpc' | 'advice'> {
  readonly code: string;
  readonly message: string;
  readonly details: object;
}

/** Answers a thrown value with its error code. */
export const answerError: ErrorHandler<AppEnv> = (error, c) => {
  c.get('logEntry').requestFailed(error);
  return answerProblem(c, toProblem(error));
};

export const answerNotFound: NotFoundHandler<AppEnv> = (c) => {
  const message = `There is nothing at ${excerpt(c.req.path)}; see GET /openapi.json.`;
  return answerError(new RequestError('NOT_FOUND', {}, { message }), c);
};

/** Answers every method but `method` at `path` with 405. */
export function refuseOtherMethods(route: Hono<AppEnv>, path: string, method: string): void {
  route.all(path, (c) => {
    c.header('allow', method);
    const message = `${excerpt(c.req.path)} accepts ${method}, not ${c.req.method}.`;
    throw new RequestError('METHOD_NOT_ALLOWED', {}, { message });
  });
}

/** Turns anything that was thrown into a problem, by the error table. */
export function toProblem(error: unknown): Problem {
  const failure = toFailure(error);
  return { ...errorTable[failure.code], ...failure };
}

/** Answers with a problem: as problem+json, or in tRPC's shape below `/trpc`. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const status = problem.status as ContentfulStatusCode;
  const { details } = problem;
  if ('retryAfterMs' in details) {
    c.header('retry-after', String(Math.ceil(Number(details.retryAfterMs) / 1000)));
  }
  if (c.req.path.startsWith('/trpc/')) {
    return c.json({ error: toErrorShape(problem, problem) }, status);
  }
  return c.body(JSON.stringify(toProblemJson(problem, c.get('requestId'))), status, {
    'content-type': 'application/problem+json',
  });
}

/** Returns a problem in the form of RFC 9457, with `code` and `details` as extension members. */
export function toProblemJson(problem: Problem, requestId: string): object {
  const { code, status, message, details, advice } = problem;
  // Importing it would also load Node's client for HTTP, a tenth of a start.
  const { STATUS_CODES } = process.getBuiltinModule('node:http');
  // Node does not name 499, which only a proxy answers with.
  const title = STATUS_CODES[status] ?? 'Client Closed Request';
  return { type: 'about:blank', title, status, detail: message, code, details, advice, requestId };
}
