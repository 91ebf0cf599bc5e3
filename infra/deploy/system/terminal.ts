import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';

const colour = process.stderr.isTTY && !process.env.NO_COLOR;

type Style = 'bold' | 'dim' | 'green' | 'red';

/** Text as a terminal shows it on stderr, where progress goes: stdout is for results. */
export function paint(style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}

/** A line of progress. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Whether somebody is there to answer. */
export function canConfirm(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks for the word `yes`, or the letter. */
export async function confirm(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} (y/N)`));
}

/** What somebody answers, without the spaces around it. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}
