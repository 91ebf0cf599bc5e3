import { EvaluationError } from './evaluation-error.ts';

interface Row {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** One cell with what ends it: quoted, quotes within doubled, or plain. */
const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/**
 * The rows of a CSV file as https://www.rfc-editor.org/rfc/rfc4180 has them, but no line breaks in
 * cells. Empty lines count for nothing.
 *
 * @throws EvaluationError that names the line whose quotes are wrong.
 */
export function csvRows(text: string): Row[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({ line, cells: cellsOf(content, line) }));
}

function cellsOf(content: string, line: number): string[] {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (;;) {
    const match = cell.exec(content);
    if (!match) throw new EvaluationError(`Line ${line} is not CSV: its quotes do not match.`);
    const [, quoted, plain = '', end] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') return cells;
  }
}
