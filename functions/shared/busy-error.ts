import { CodedError } from './coded-error.ts';

/** The code for work that there is no room for now, with the type of its details. */
export interface BusyFailures {
  /** Too many pictures are waiting. */
  BUSY: { retryAfterMs: number };
}

/** A refusal because of other work: the same request may succeed after a pause. */
export class BusyError extends CodedError<BusyFailures> {
  constructor(message: string, { retryAfterMs = defaultRetryAfterMs } = {}) {
    super('BUSY', { retryAfterMs }, { message });
  }
}

const defaultRetryAfterMs = 1_000;
