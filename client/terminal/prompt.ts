import { createInterface } from 'node:readline/promises';

/** Prints a line of progress. It goes to stderr because stdout is for results. */
export function printStatus(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Whether a person can answer a question: stdin and stderr are terminals. */
export function canPrompt(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks a question that only `y` or `yes` affirms. */
export async function confirm(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await prompt(`${question} (y/N)`));
}

/** Asks a question and returns the answer, trimmed. */
export async function prompt(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}
