/** An evaluation that cannot run. `message` is one sentence: what is wrong and what to do. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
