import * as z from 'zod';
import { InferenceError } from '../../functions/inference/inference-error.ts';
import { explainIssues } from './explain-issues.ts';

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
