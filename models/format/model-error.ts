/** A model that cannot be used. `message` is one sentence: what is wrong and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
