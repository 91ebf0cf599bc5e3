import type { Measured } from './race.ts';

/** Renders Markdown with one row per contestant; in brackets, the ratio to the first contestant. */
export function renderTable(measured: readonly Measured[]): string {
  const [base] = measured;
  if (!base) return '';
  const names = Object.keys(base.answerMs);
  const head = ['', 'first answer', ...names, 'memory'];
  const rows = measured.map((one) => [
    one.name,
    renderCell(one.firstAnswerMs, base.firstAnswerMs, 'ms'),
    ...names.map((name) => renderCell(one.answerMs[name], base.answerMs[name], 'ms')),
    renderCell(one.peakMegabytes, base.peakMegabytes, 'MB'),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function renderCell(
  value: number | null | undefined,
  base: number | null | undefined,
  unit: string,
): string {
  if (value == null || base == null) return 'not measured';
  const shown = value < 100 ? value.toFixed(1) : value.toFixed(0);
  return `${shown} ${unit} (${(value / base).toFixed(2)})`;
}
