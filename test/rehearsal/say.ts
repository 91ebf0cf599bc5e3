/** Writes a line for people; stdout is for the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
