import { EvaluationError } from './evaluation-error.ts';

interface Row {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** One cell and its end: quoted with inner quotes doubled, or plain. */
const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/**
 * Parses the rows of a CSV file as in https://www.rfc-editor.org/rfc/rfc4180, but without line
 * breaks in cells. Empty lines are skipped.
 *
 * @throws EvaluationError naming the line if its quotes are unbalanced.
 */
export function parseCsvRows(text: string): Row[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({ line, cells: parseCells(content, line) }));
}

function parseCells(content: string, line: number): string[] {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (;;) {
    const match = cell.exec(content);
    if (!match)
      throw new EvaluationError(`Line ${line} of the CSV has unbalanced quotes; correct them.`);
    const [, quoted, plain = '', end] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') return cells;
  }
}
