import { styleText } from 'node:util';
import type { TerminalStyle } from '../../terminal/style.ts';
import { stripControls } from '../../terminal/text-width.ts';
import type { Finding } from './finding.ts';

const nameColumns = 28;

/** A finding for people: one line, and one more where something is to be done. */
export function renderFinding(
  { name, ok, found, advice }: Finding,
  { colour }: TerminalStyle,
): string {
  const paint = (style: 'green' | 'red', text: string) => (colour ? styleText(style, text) : text);
  const state = ok ? paint('green', 'ok     ') : paint('red', 'problem');
  const line = `${state}  ${name.padEnd(nameColumns)} ${stripControls(found)}\n`;
  return advice === null ? line : `${line}${' '.repeat(9)}${' '.repeat(nameColumns)} → ${advice}\n`;
}
