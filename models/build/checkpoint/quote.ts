const longest = 80;

/** A string out of a file as it may stand in a message: quoted, escaped, at most 80 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
