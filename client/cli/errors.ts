import * as z from 'zod';
import { InferenceError } from '../../functions/inference/inference-error.ts';
import { CodedError } from '../../functions/shared/coded-error.ts';
import { EvaluationError } from '../../models/evaluate/evaluation-error.ts';
import { ModelError } from '../../models/format/model-error.ts';
import { UsageError } from '../terminal/errors.ts';

/** Runs `action` and rethrows ModelError and EvaluationError as UsageError (exit code 2). */
export function orUsageError<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const isUsage = error instanceof ModelError || error instanceof EvaluationError;
    throw isUsage ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** `reason` is the system's own code, such as ENOENT. */
interface FileFailures {
  FILE_UNREADABLE: { reason: string };
  FILE_UNWRITABLE: { reason: string };
}

/** A local file cannot be read or written. */
export class FileError extends CodedError<FileFailures> {
  constructor(code: keyof FileFailures, name: string, cause: unknown) {
    const reason = getSystemCode(cause);
    super(code, { reason }, { message: describe(code, name, reason), cause });
  }
}

/** Returns the system's code of an error, such as ENOENT. */
export function getSystemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function describe(code: keyof FileFailures, name: string, reason: string): string {
  if (code === 'FILE_UNWRITABLE') return `${name} cannot be written (${reason}).`;
  return reason === 'ENOENT' ? `There is no file ${name}.` : `${name} cannot be read (${reason}).`;
}

/** Describes anything that was thrown in one line for people. */
export function explainError(error: unknown): string {
  if (error instanceof z.ZodError) return explainIssues(error.issues);
  if (error instanceof InferenceError && error.code === 'MODEL_UNAVAILABLE') {
    return explainError(error.cause);
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return 'this port is in use; choose another with --port, or 0 for any free port';
  }
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') {
    return `a package cannot be loaded; run "glimpse doctor" to see which and why (${firstLine(error)})`;
  }
  return error.message;
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0] ?? '';
}

type Issue = z.core.$ZodIssue;

/** Lists invalid values in one line; `getName` returns the name by which the user knows a value. */
export function explainIssues(
  issues: readonly Issue[],
  getName = ({ path }: Issue): string => path.join('.'),
): string {
  return issues.map((issue) => `${getName(issue)}: ${describeIssue(issue)}`).join('; ');
}

/** Commander turns invalid numbers into NaN; do not show "NaN" to the user. */
function describeIssue(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.expected === 'int') return 'expected a whole number';
  return issue.expected === 'number' ? 'expected a number' : issue.message;
}

/** Validates flags that Commander has read. @throws UsageError that names the flags as typed */
export function parseFlags<Schema extends z.ZodType>(
  schema: Schema,
  flags: unknown,
): z.output<Schema> {
  const { data, error } = schema.safeParse(flags);
  if (error) throw new UsageError(explainIssues(error.issues, getFlag), { cause: error });
  return data as z.output<Schema>;
}

/** Returns `--top-k` for `topK`. An issue inside a list is reported for the list's flag. */
function getFlag({ path }: Issue): string {
  const name = String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${name}`;
}
