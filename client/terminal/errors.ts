/** The command was called wrongly. The message explains how to call it; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
