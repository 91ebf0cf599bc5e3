/** A checkpoint that cannot be read. `message` is one sentence that says what is wrong. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

const maxQuoted = 80;

/** Makes a string from a file safe for a message: quoted, escaped, at most 80 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}
