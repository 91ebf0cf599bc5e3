import { paint, type TerminalStyle } from './style.ts';
import { stripControls } from './text-width.ts';

/** Result of one check, such as those of `glimpse doctor` and those before a deployment. */
export interface CheckResult {
  /** What was checked, in one to three words. */
  readonly name: string;
  /** `skipped`: the check could not be run; `found` has the reason. */
  readonly state: 'ok' | 'problem' | 'skipped';
  /** What was found, in a few words. */
  readonly found: string;
  /** How to solve the problem; null unless `state` is `problem`. */
  readonly advice: string | null;
}

export function ok(name: string, found: string): CheckResult {
  return { name, state: 'ok', found, advice: null };
}

/** Creates the result of a failed check. @param advice How to solve it, as a sentence. */
export function problem(name: string, found: string, advice: string): CheckResult {
  return { name, state: 'problem', found, advice };
}

export function skipped(name: string, found: string): CheckResult {
  return { name, state: 'skipped', found, advice: null };
}

const marks = { ok: ['green', '✓'], problem: ['red', '✗'], skipped: ['dim', '-'] } as const;

export interface CheckLayout {
  readonly style: TerminalStyle;
  /** Columns reserved for the name. */
  readonly nameColumns: number;
}

/** Formats a result as one line, and the advice, if any, as a second. Lines end with a newline. */
export function renderCheckResult(
  result: CheckResult,
  { style, nameColumns }: CheckLayout,
): string {
  const { name, state, found, advice } = result;
  const [format, mark] = marks[state];
  const line = `${paint(style, format, mark)} ${name.padEnd(nameColumns)} ${stripControls(found)}\n`;
  return advice === null ? line : `${line}  ${' '.repeat(nameColumns)} → ${advice}\n`;
}
