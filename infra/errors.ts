/** Something that a deployment needs cannot be built: `message` says in one sentence what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** What was asked for did not come about: `message` says in one sentence why and what to do. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}

/** The command was called wrongly: `message` says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
