import { TRPCError } from '@trpc/server';
import * as z from 'zod';
import { CodedError } from '../shared/coded-error.ts';
import { excerpt } from '../shared/excerpt.ts';
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

/** Issues that a failure lists, and unknown keys that an issue names. */
const maxIssues = 10;
const maxKeys = 5;
/**
 * Bytes of the message, and of the issues together. A batch of 16 calls that all fail is then answered
 * with less than 16 kB.
 */
const maxMessageBytes = 350;
const maxIssuesBytes = 350;

interface Issue {
  path: string;
  message: string;
}

function invalidInput(error: z.ZodError): RequestError<'INVALID_REQUEST'> {
  const issues = error.issues.slice(0, maxIssues).map((issue) => {
    return { path: issue.path.join('.'), message: describeIssue(issue) };
  });
  const text = issues
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
  return invalidRequest(text, { issues, cause: error });
}

/** Names a few of the unknown keys, of which there may be thousands. */
function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const names = issue.keys.slice(0, maxKeys).map((key) => `"${excerpt(key, 40)}"`);
  const more = issue.keys.length - names.length;
  const plural = issue.keys.length > 1 ? 's' : '';
  return `Unrecognized key${plural}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Creates the error for a request that is not valid. */
export function invalidRequest(
  reason: string,
  { issues = [], cause }: { issues?: Issue[]; cause?: unknown } = {},
): RequestError<'INVALID_REQUEST'> {
  const message = excerpt(`The request is not valid: ${reason}`, maxMessageBytes);
  return new RequestError('INVALID_REQUEST', { issues: shorten(issues) }, { message, cause });
}

/** Shortens issues, and leaves out those that do not fit. */
function shorten(issues: readonly Issue[]): Issue[] {
  let left = maxIssuesBytes;
  const fitting: Issue[] = [];
  for (const { path, message } of issues) {
    if (left <= 0) break;
    const issue = { path: excerpt(path, 100), message: excerpt(message, left) };
    fitting.push(issue);
    left -= Buffer.byteLength(JSON.stringify(issue));
  }
  return fitting;
}

/** tRPC wraps what procedures throw, and has its own errors for calls that reach no procedure. */
function fromTrpc({ code, cause, message: text }: TRPCError): CodedError<Failures> {
  const message = excerpt(text, maxMessageBytes);
  if (cause instanceof CodedError) return cause;
  if (code === 'INTERNAL_SERVER_ERROR') return toCoded(cause);
  if (cause instanceof z.ZodError) return invalidInput(cause);
  if (code === 'NOT_FOUND') return new RequestError('NOT_FOUND', {}, { message, cause });
  if (code === 'METHOD_NOT_SUPPORTED') {
    return new RequestError('METHOD_NOT_ALLOWED', {}, { message, cause });
  }
  return invalidRequest(message, { cause });
}
