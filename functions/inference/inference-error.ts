import { CodedError } from '../shared/coded-error.ts';

/** What can go wrong with a good picture: code and details. */
export interface InferenceFailures {
  /** Too many pictures are waiting. */
  BUSY: { retryAfterMs: number };
  /** The model has no class activation maps. */
  EXPLAIN_UNAVAILABLE: { model: string };
  MODEL_UNAVAILABLE: Record<string, never>;
}

/** A failure that is not the picture's fault. */
export class InferenceError<
  Code extends keyof InferenceFailures = keyof InferenceFailures,
> extends CodedError<InferenceFailures, Code> {}
