/** What cannot be measured as asked for: `message` is one sentence that says why and what to do. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
