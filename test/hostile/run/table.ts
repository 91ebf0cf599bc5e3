import { megabytes } from '../../../client/terminal/format.ts';
import { renderColumns } from './columns.ts';
import type { Failure, Outcome } from './part.ts';

const head = [
  'part',
  'tried',
  'answered by code',
  'slowest',
  'highest memory',
  'crashed',
  'leaked',
];

/**
 * Renders the outcomes: the table, what was measured, and every failure with how to repeat it.
 *
 * @param repeat The command that makes the same cases.
 */
export function renderTable(outcomes: readonly Outcome[], repeat: string): string {
  const rows = outcomes.flatMap(renderRows);
  const failures = outcomes.flatMap((outcome) => renderFailures(outcome, repeat));
  const measured = outcomes.flatMap(renderMeasured);
  return [renderColumns(head, rows), '\n', ...measured, ...failures].join('');
}

/** One row for a part, and one more for each code behind its first. */
function renderRows(outcome: Outcome): string[][] {
  const { part, tried, slowest, memory, crashed, leaked, notRun } = outcome;
  if (notRun !== null) return [[part, 'NOT RUN', notRun]];
  const [first = '', ...others] = Object.entries(outcome.answers).map(
    ([code, count]) => `${String(count).padStart(6)} ${code}`,
  );
  const row = [
    part,
    String(tried),
    first,
    slowest.ms < 1 ? '' : `${(slowest.ms / 1000).toFixed(2)} s (${slowest.id})`,
    memory.megabytes < 1 ? '' : `${megabytes(memory.megabytes * 1e6)} (${memory.id})`,
    String(crashed),
    leaked.join(', ') || 'nothing',
  ];
  return [row, ...others.map((code) => ['', '', code])];
}

function renderMeasured({ part, measured }: Outcome): string[] {
  return Object.entries(measured).map(
    ([name, { value, id }]) => `${part}: ${name}: ${Number(value.toFixed(1))} (${id})\n`,
  );
}

/** Failures of a kind that are shown: the others are mostly the same. */
const maxShown = 3;

function renderFailures({ failures }: Outcome, repeat: string): string[] {
  return [...new Set(failures.map(({ kind }) => kind))].flatMap((kind) => {
    const same = failures.filter((failure) => failure.kind === kind);
    const others = same.length - maxShown;
    const more = others > 0 ? [`and ${others} more of ${kind}\n`] : [];
    return [...same.slice(0, maxShown).map((failure) => renderFailure(failure, repeat)), ...more];
  });
}

function renderFailure({ id, kind, title, fault, kept }: Failure, repeat: string): string {
  const input = kept === null ? '' : `  input:  ${kept}\n`;
  return `FAILED ${id} (${kind}: ${title})\n  ${fault}\n  repeat: ${repeat} --only ${id}\n${input}`;
}
