/** A checkpoint that cannot be read: `message` is one sentence that says what is wrong with it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}
