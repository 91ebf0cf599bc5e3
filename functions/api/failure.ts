import { TRPCError } from '@trpc/server';
import * as z from 'zod';
import { CodedError } from '../shared/coded-error.ts';
import type { ErrorCode, Failures } from './error-table.ts';
import { RequestError } from './request-error.ts';

/** A failure as callers see it: a stable code, one sentence, and details typed by the code. */
export type Failure = { [Code in ErrorCode]: FailureOf<Code> }[ErrorCode];

interface FailureOf<Code extends ErrorCode> {
  code: Code;
  message: string;
  details: Failures[Code];
}

/**
 * Turns anything that was thrown into a failure. An error without a code becomes `INTERNAL`, and its
 * message stays private.
 */
export function toFailure(error: unknown): Failure {
  const { code, message, details } = toCoded(error);
  // CodedError guarantees that code and details belong together; the union type loses that.
  return { code, message, details } as Failure;
}

function toCoded(error: unknown): CodedError<Failures> {
  if (error instanceof CodedError) return error;
  if (error instanceof TRPCError) return fromTrpc(error);
  if (error instanceof z.ZodError) return invalidInput(error);
  const message = 'Something went wrong in the service; try again.';
  return new RequestError('INTERNAL', {}, { message, cause: error });
}

function invalidInput(error: z.ZodError): RequestError<'INVALID_REQUEST'> {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const text = issues
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
  return invalidRequest(text, { issues, cause: error });
}

/** Creates the error for a request that is not valid. */
export function invalidRequest(
  reason: string,
  { issues = [], cause }: { issues?: { path: string; message: string }[]; cause?: unknown } = {},
): RequestError<'INVALID_REQUEST'> {
  const message = `The request is not valid: ${reason}`;
  return new RequestError('INVALID_REQUEST', { issues }, { message, cause });
}

/** tRPC wraps what procedures throw, and has its own errors for calls that reach no procedure. */
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
