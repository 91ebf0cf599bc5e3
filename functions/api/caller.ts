import type { Answer } from './contract.ts';

/** What the service needs to know about the caller of a request. */
export interface Caller {
  /** Repeated in the answer and in the log. */
  readonly requestId: string;
  /** The address of the caller's socket; undefined for work of the process itself. */
  readonly address?: string | undefined;
  /** Aborted when the caller disconnects or no time is left. */
  readonly signal?: AbortSignal | undefined;
  /** Collects the outcome of the request for the log. */
  readonly logEntry?: RequestLogEntry | undefined;
}

/** Collects the outcome of one request for its log line and metrics. */
export interface RequestLogEntry {
  /** Records a picture that was answered. */
  pictureAnswered(answer: Pick<Answer, 'timing' | 'coldStart'>): void;
  /** Records a picture that failed. */
  pictureFailed(error: unknown): void;
  /** Records that the request as a whole failed, because of a picture or for any other reason. */
  requestFailed(error: unknown): void;
}
