import { styleText } from 'node:util';
import { percent } from './percent.ts';
import type { Result } from './result.ts';

const barWidth = 24;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How a terminal shows results. */
export interface Look {
  readonly colour: boolean;
}

/** A picture's name and a bar for each class, for people. */
export function renderResult(result: Result, { colour }: Look): string {
  const paint = (style: 'bold' | 'dim' | 'red', text: string) =>
    colour ? styleText(style, text) : text;
  const title = paint('bold', result.input);
  if (!result.ok) return `${title}\n  ${paint('red', result.error.code)} ${result.error.message}\n`;
  const { width, height, format } = result.image;
  const about = paint(
    'dim',
    `${width} x ${height} ${format}, ${result.timing.totalMs.toFixed(0)} ms`,
  );
  const longest = Math.max(0, ...result.predictions.map(({ label }) => label.length));
  const lines = result.predictions.map(({ label, score }) => {
    return `  ${label.padEnd(longest)}  ${bar(score)}${percent(score).padStart(8)}\n`;
  });
  return `${title}  ${about}\n${lines.join('')}`;
}

/** A bar of `barWidth` columns at score 1, to an eighth of a column. */
function bar(score: number): string {
  const filled = Math.round(score * barWidth * 8);
  return ('█'.repeat(Math.floor(filled / 8)) + eighths[filled % 8]).padEnd(barWidth);
}
