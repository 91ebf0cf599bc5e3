import type { Outcome } from './run-stage.ts';

/** Renders the outcomes as a plain-text table. */
export function renderTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ stage, model, state, seconds, findings, why }) => [
    stage,
    model,
    state,
    `${findings.filter(({ holds }) => holds).length}/${findings.length}`,
    `${seconds} s`,
    why,
  ]);
  const table = [['stage', 'model', 'outcome', 'checks', 'time', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
