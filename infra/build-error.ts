/** Something that a deployment needs cannot be built: `message` says in one sentence what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}
