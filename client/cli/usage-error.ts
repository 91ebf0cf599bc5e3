import { EvaluationError } from '../../models/build/evaluate/evaluation-error.ts';
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
