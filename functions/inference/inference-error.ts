import { CodedError } from '../shared/coded-error.ts';

/** What can go wrong between pixels and an answer: code and details. */
export interface InferenceFailures {
  /** More pictures are waiting than will be answered soon. */
  BUSY: { retryAfterMs: number };
  /** The model has no class activation maps. */
  EXPLAIN_UNAVAILABLE: { model: string };
  MODEL_UNAVAILABLE: Record<string, never>;
}

/** A picture that is good but cannot be answered. */
export class InferenceError<
  Code extends keyof InferenceFailures = keyof InferenceFailures,
> extends CodedError<InferenceFailures, Code> {}
