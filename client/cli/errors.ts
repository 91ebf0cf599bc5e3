import * as z from 'zod';
import { InferenceError } from '../../functions/inference/inference-error.ts';
import { CodedError } from '../../functions/shared/coded-error.ts';
import { EvaluationError } from '../../models/evaluate/evaluation-error.ts';
import { ModelError } from '../../models/format/model-error.ts';

/** The command was called wrongly; `message` says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs `look`; a model that is not there, or labels that fit none, have been asked for wrongly. */
export function orUsageError<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    const misused = error instanceof ModelError || error instanceof EvaluationError;
    throw misused ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** `reason` is the system's own code, such as ENOENT. */
interface FileFailures {
  FILE_UNREADABLE: { reason: string };
  FILE_UNWRITABLE: { reason: string };
}

/** A file of this machine that cannot be read, or written. */
export class FileError extends CodedError<FileFailures> {
  constructor(code: keyof FileFailures, name: string, cause: unknown) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    super(code, { reason }, { message: describe(code, name, reason), cause });
  }
}

function describe(code: keyof FileFailures, name: string, reason: string): string {
  if (code === 'FILE_UNWRITABLE') return `${name} cannot be written (${reason}).`;
  return reason === 'ENOENT' ? `There is no file ${name}.` : `${name} cannot be read (${reason}).`;
}

/** One line for people about anything that was thrown. */
export function explainError(error: unknown): string {
  if (error instanceof z.ZodError) return explainIssues(error.issues);
  if (error instanceof InferenceError && error.code === 'MODEL_UNAVAILABLE') {
    return explainError(error.cause);
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return 'that port is in use; choose another with --port, or 0 for any free one';
  }
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') {
    return `a package cannot be loaded; "glimpse doctor" says which and why (${firstLine(error)})`;
  }
  return error.message;
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0] ?? '';
}

type Issue = z.core.$ZodIssue;

/** What is wrong with what was given, in one line; `nameOf` says how the user knows a thing. */
export function explainIssues(
  issues: readonly Issue[],
  nameOf = ({ path }: Issue): string => path.join('.'),
): string {
  return issues.map((issue) => `${nameOf(issue)}: ${expectation(issue)}`).join('; ');
}

/** Text that was to be a number comes as NaN, a word that nobody has typed. */
function expectation(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.expected === 'int') return 'expected a whole number';
  return issue.expected === 'number' ? 'expected a number' : issue.message;
}

/** Understands what commander read. @throws UsageError that names flags as they are typed. */
export function parseFlags<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): z.output<Schema> {
  const { data, error } = schema.safeParse(given);
  if (error) throw new UsageError(explainIssues(error.issues, flagOf), { cause: error });
  return data as z.output<Schema>;
}

/** `topK` is `--top-k`; what is wrong inside of a list is wrong with its flag. */
function flagOf({ path }: z.core.$ZodIssue): string {
  const name = String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${name}`;
}
