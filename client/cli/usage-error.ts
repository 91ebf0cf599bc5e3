import { ModelError } from '../../models/format/model-error.ts';

/** The command was called wrongly; `message` says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs `look`; a model that is not there has been asked for wrongly. */
export function orUsageError<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw error instanceof ModelError ? new UsageError(error.message, { cause: error }) : error;
  }
}
