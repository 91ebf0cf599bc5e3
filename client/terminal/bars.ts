import { percent } from './format.ts';
import { paint, type TerminalStyle } from './style.ts';
import { fitColumns, padColumns, stripControls, textWidth } from './text-width.ts';

const barWidths = { min: 6, max: 24 };
/** Two spaces on the left, two before the bar, eight for the score. */
const otherColumns = 12;
const minLabelColumns = 8;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

interface Score {
  readonly label: string;
  /** 0 to 1. */
  readonly score: number;
}

/** Formats one line per class: label, bar, score. Every line ends with a newline. */
export function renderScores(predictions: readonly Score[], style: TerminalStyle): string {
  if (predictions.length === 0) return `  ${paint(style, 'dim', 'no class reaches this score')}\n`;
  const labels = predictions.map(({ label }) => stripControls(label));
  const columns = chooseColumns(style, Math.max(...labels.map(textWidth)));
  return predictions
    .map(({ score }, index) => {
      const label = padColumns(fitColumns(labels[index] ?? '', columns.label), columns.label);
      return `  ${label}  ${renderBar(score, columns.bar)}${percent(score).padStart(8)}\n`;
    })
    .join('');
}

/** Divides a line between label and bar. Long labels shorten the bars first; then they are cut. */
function chooseColumns(
  { columns }: TerminalStyle,
  longestLabel: number,
): { label: number; bar: number } {
  const { min, max } = barWidths;
  if (columns === null) return { label: longestLabel, bar: max };
  const available = Math.max(columns - otherColumns, minLabelColumns + min);
  const bar = Math.min(max, Math.max(min, available - longestLabel));
  return { label: Math.min(longestLabel, available - bar), bar };
}

/** Draws a bar that fills `columns` at score 1, exact to an eighth of a column. */
function renderBar(score: number, columns: number): string {
  const filled = Math.round(score * columns * 8);
  return ('█'.repeat(Math.floor(filled / 8)) + eighths[filled % 8]).padEnd(columns);
}
