import type { Measured } from './race.ts';

/** Markdown: a row a contestant, with what each figure is in terms of the first contestant's. */
export function table(measured: readonly Measured[]): string {
  const [base] = measured;
  if (!base) return '';
  const names = Object.keys(base.answerMs);
  const head = ['', 'first answer', ...names, 'memory'];
  const rows = measured.map((one) => [
    one.name,
    cell(one.firstAnswerMs, base.firstAnswerMs, 'ms'),
    ...names.map((name) => cell(one.answerMs[name], base.answerMs[name], 'ms')),
    cell(one.peakMegabytes, base.peakMegabytes, 'MB'),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function cell(
  value: number | null | undefined,
  base: number | null | undefined,
  unit: string,
): string {
  if (value == null || base == null) return 'not measured';
  const shown = value < 100 ? value.toFixed(1) : value.toFixed(0);
  return `${shown} ${unit} (${(value / base).toFixed(2)})`;
}
