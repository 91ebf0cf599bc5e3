import { TRPCError } from '@trpc/server';
import * as z from 'zod';
import { CodedError } from '../shared/coded-error.ts';
import type { ErrorCode, Failures } from './error-table.ts';
import { RequestError } from './request-error.ts';

/** A failure as callers see it: a stable code, one sentence, details typed by the code. */
export type Failure = { [Code in ErrorCode]: FailureOf<Code> }[ErrorCode];

interface FailureOf<Code extends ErrorCode> {
  code: Code;
  message: string;
  details: Failures[Code];
}

/**
 * What to tell the caller about anything that was thrown. What has no code becomes `INTERNAL` and
 * keeps its message to itself.
 */
export function toFailure(error: unknown): Failure {
  const { code, message, details } = toCoded(error);
  // A code and its details belong together by construction; the compiler loses that in the union.
  return { code, message, details } as Failure;
}

function toCoded(error: unknown): CodedError<Failures> {
  if (error instanceof CodedError) return error;
  if (error instanceof TRPCError) return fromTrpc(error);
  if (error instanceof z.ZodError) return invalidInput(error);
  const message = 'Something went wrong here; try again.';
  return new RequestError('INTERNAL', {}, { message, cause: error });
}

function invalidInput(error: z.ZodError): RequestError<'INVALID_REQUEST'> {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const text = issues
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
  return invalidRequest(text, { issues, cause: error });
}

/** The error for a request that cannot be understood; `what` says why. */
export function invalidRequest(
  what: string,
  { issues = [], cause }: { issues?: { path: string; message: string }[]; cause?: unknown } = {},
): RequestError<'INVALID_REQUEST'> {
  const message = `The request is not valid: ${what}`;
  return new RequestError('INVALID_REQUEST', { issues }, { message, cause });
}

/** tRPC wraps what procedures throw, and has errors of its own for calls that reach no procedure. */
function fromTrpc({ code, cause, message }: TRPCError): CodedError<Failures> {
  if (cause instanceof CodedError) return cause;
  if (code === 'INTERNAL_SERVER_ERROR') return toCoded(cause);
  if (cause instanceof z.ZodError) return invalidInput(cause);
  if (code === 'NOT_FOUND') return new RequestError('NOT_FOUND', {}, { message, cause });
  if (code === 'METHOD_NOT_SUPPORTED') {
    return new RequestError('METHOD_NOT_ALLOWED', {}, { message, cause });
  }
  return invalidRequest(message, { cause });
}
