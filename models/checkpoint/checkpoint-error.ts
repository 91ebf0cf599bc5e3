/** A checkpoint that cannot be read: `message` is one sentence that says what is wrong with it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

const maxQuoted = 80;

/** A string out of a file as it may stand in a message: quoted, escaped, at most 80 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}
