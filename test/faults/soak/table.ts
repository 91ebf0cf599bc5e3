import type { Held } from '../../support/process-tree.ts';
import type { Soaked } from './run.ts';
import { compareHalves } from './verdict.ts';

/** Renders what a run has shown as plain text. */
export function renderTable({ outcomes, memory, rest }: Soaked): string {
  const { first, second } = compareHalves(memory);
  const rows = [...outcomes].map(([name, { requests, slowestMs }]) => [
    name,
    `${requests}`,
    `${Math.round(slowestMs)} ms`,
  ]);
  return [
    ...align([['kind', 'requests', 'slowest'], ...rows]),
    '',
    `memory while requests run, medians: ${first.toFixed(0)} MB in the first half, ${second.toFixed(0)} MB in the second (${(second / first).toFixed(3)})`,
    `without work: ${describe(rest.before)} after the warm-up; ${describe(rest.after)} at the end`,
    '',
  ].join('\n');
}

function describe({ memory, descriptors, sockets, threads, processes }: Held): string {
  return `${memory.toFixed(0)} MB, ${descriptors} descriptors, ${sockets} of them sockets, ${threads} threads, ${processes} processes`;
}

function align(rows: readonly (readonly [string, ...string[]] | readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map(([name = '', ...numbers]) =>
    [
      name.padEnd(widths[0] ?? 0),
      ...numbers.map((cell, at) => cell.padStart(widths[at + 1] ?? 0)),
    ].join('  '),
  );
}
