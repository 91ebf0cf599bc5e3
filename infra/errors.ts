/** An asset cannot be built. The message is one sentence, with advice. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** A command failed. The message is one sentence: the reason, and what to do. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
