import { styleText } from 'node:util';
import { megabytes, percent } from '../../terminal/format.ts';
import type { TerminalStyle } from '../../terminal/style.ts';
import { fitColumns, padColumns, stripControls, textWidth } from '../../terminal/text-width.ts';
import type { ClassifyResult } from '../pictures/result.ts';

type Answered = Extract<ClassifyResult, { ok: true }>;

const barWidths = { least: 6, most: 24 };
/** Two spaces on the left, two before the bar, eight for the score. */
const otherColumns = 12;
const shortestLabel = 8;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A picture's name and a bar for each class, for people. */
export function renderResult(result: ClassifyResult, look: TerminalStyle): string {
  const name = stripControls(result.input);
  const title = paint(look, 'bold', name);
  if (!result.ok) {
    const { code, message } = result.error;
    return `${title}\n  ${paint(look, 'red', code)} ${stripControls(message)}\n`;
  }
  const about = describe(result);
  const fits = look.columns === null || textWidth(name) + 2 + textWidth(about) <= look.columns;
  const separator = fits ? '  ' : '\n  ';
  const { overlay } = result;
  const heat =
    overlay === undefined ? '' : `  ${paint(look, 'dim', `heat map: ${stripControls(overlay)}`)}\n`;
  return `${title}${separator}${paint(look, 'dim', about)}\n${renderBars(result, look)}${heat}`;
}

function renderBars({ predictions }: Answered, look: TerminalStyle): string {
  if (predictions.length === 0) return `  ${paint(look, 'dim', 'no class reaches that score')}\n`;
  const labels = predictions.map(({ label }) => stripControls(label));
  const { label, bar } = columnsFor(Math.max(...labels.map(textWidth)), look);
  return predictions
    .map(({ score }, at) => {
      const name = padColumns(fitColumns(labels[at] ?? '', label), label);
      return `  ${name}  ${renderBar(score, bar)}${percent(score).padStart(8)}\n`;
    })
    .join('');
}

/** Long names take room from the bars first, then they are cut. */
function columnsFor(longest: number, { columns }: TerminalStyle): { label: number; bar: number } {
  const { least, most } = barWidths;
  if (columns === null) return { label: longest, bar: most };
  const room = Math.max(columns - otherColumns, shortestLabel + least);
  const bar = Math.min(most, Math.max(least, room - longest));
  return { label: Math.min(longest, room - bar), bar };
}

/** A bar of `columns` at score 1, to an eighth of a column. */
function renderBar(score: number, columns: number): string {
  const filled = Math.round(score * columns * 8);
  return ('█'.repeat(Math.floor(filled / 8)) + eighths[filled % 8]).padEnd(columns);
}

function describe({ image, timing, shrunk }: Answered): string {
  const { width, height, format } = image;
  const parts = [`${width} x ${height} ${format}`, `${timing.totalMs.toFixed(0)} ms`];
  if (shrunk) parts.push(`shrunk from ${megabytes(shrunk.from.bytes)}`);
  return parts.join(', ');
}

function paint({ colour }: TerminalStyle, style: 'bold' | 'dim' | 'red', text: string): string {
  return colour ? styleText(style, text) : text;
}
