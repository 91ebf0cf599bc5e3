/** Who asks. */
export interface Caller {
  /** Told in every answer and every log line. */
  readonly requestId: string;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal | undefined;
}
