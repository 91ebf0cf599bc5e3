/** Writes a line of progress to stderr; stdout is for the result only. */
export function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
