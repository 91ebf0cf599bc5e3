import { CodedError } from '../shared/coded-error.ts';

/** Codes for failures with a good picture, with the type of their details. */
export interface InferenceFailures {
  /** The model has no class activation maps. */
  EXPLAIN_UNAVAILABLE: { model: string };
  MODEL_UNAVAILABLE: Record<string, never>;
}

/** A failure whose cause is not the picture. */
export class InferenceError<
  Code extends keyof InferenceFailures = keyof InferenceFailures,
> extends CodedError<InferenceFailures, Code> {}
