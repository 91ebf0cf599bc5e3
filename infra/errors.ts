/** An asset cannot be built. The message is one sentence that says what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** A command failed. The message is one sentence that says why, and what to do. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
