import type { Answer } from './contract.ts';

/** Who asks. */
export interface Caller {
  /** Told in every answer and every log line. */
  readonly requestId: string;
  /** Aborted when the caller has gone, or no time is left. */
  readonly signal?: AbortSignal | undefined;
  /** Told what becomes of the request, for its line in the log. */
  readonly logEntry?: RequestLogEntry | undefined;
}

export interface RequestLogEntry {
  /** A picture was answered. */
  pictureAnswered(answer: Pick<Answer, 'timing' | 'coldStart'>): void;
  /** A picture was not. */
  pictureFailed(error: unknown): void;
  /** Something else went wrong, or what was refused became the request's own failure. */
  requestFailed(error: unknown): void;
}
