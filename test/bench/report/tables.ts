import type { BenchDocument, BenchRecord, NotRun } from './document.ts';

/** Groups whose samples are requests at the same time: their slowest matter. */
const withPercentiles = ['clients', 'clients-health'];

/**
 * Renders a run as Markdown: one table for each group of scenarios, with a row for each contestant. A
 * cell has the median, the ratio to the first row, and the interval of 95 % of that ratio.
 */
export function renderTables({ machine, ...run }: BenchDocument): string {
  const groups = [...new Set(run.records.map(({ scenario }) => getGroup(scenario)))];
  const tables = groups.map((group) =>
    renderTable(
      group,
      run.records.filter(({ scenario }) => getGroup(scenario) === group),
    ),
  );
  const choices = Object.entries(run.choices).map(([name, choice]) => `${name}: ${choice}`);
  const notRun = renderNotRun(run.notRun);
  return `${[
    describeRun({ machine, ...run }),
    ...tables,
    ...(choices.length > 0 ? [`Fastest settings of the peers: ${choices.join('; ')}.`] : []),
    ...(notRun.length > 0 ? [notRun.join('\n')] : []),
  ].join('\n\n')}\n`;
}

/** Describes when and where a run took place, in one sentence or two. */
export function describeRun({ date, commit, quick, machine }: BenchDocument): string {
  const { processors, model, hasVnni, memory, platform, node, functionNode } = machine;
  const vnni = hasVnni === null ? '' : hasVnni ? ', with VNNI' : ', without VNNI';
  const what = `${date.slice(0, 10)}, ${commit ?? 'no commit'}: ${processors} processors (${model}${vnni}), ${Math.round(memory / 1000)} GB, ${platform}, Node ${node}, the function on ${functionNode}.`;
  return quick ? `${what} A quick run: its figures say nothing.` : what;
}

/** One line for all scenarios that a contestant is left out of for the same reason. */
function renderNotRun(notRun: readonly NotRun[]): string[] {
  const scenarios = new Map<string, string[]>();
  for (const { scenario, contestant, why } of notRun) {
    const key = `${contestant}: ${why}`;
    scenarios.set(key, [...(scenarios.get(key) ?? []), scenario]);
  }
  return [...scenarios].map(([what, names]) => `- NOT RUN: ${what} (${names.join(', ')})`);
}

function getGroup(scenario: string): string {
  return scenario.slice(0, scenario.lastIndexOf('/'));
}

function renderTable(group: string, records: readonly BenchRecord[]): string {
  const columns = [...new Set(records.map(({ scenario }) => scenario))];
  const contestants = [...new Set(records.map(({ contestant }) => contestant))];
  const head = [group, ...columns.map((name) => name.slice(group.length + 1))];
  const rows = contestants.map((name) => [
    name,
    ...columns.map((scenario) => {
      const record = records.find((one) => one.scenario === scenario && one.contestant === name);
      return record ? renderCell(record, withPercentiles.includes(group)) : '';
    }),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function renderCell(record: BenchRecord, hasPercentiles: boolean): string {
  const { median, p95, p99, unit, ratio, ratioLow, ratioHigh } = record;
  const isBase = ratio === 1 && ratioLow === 1 && ratioHigh === 1;
  const percentiles = hasPercentiles ? `, p95 ${round(p95)}, p99 ${round(p99)}` : '';
  const interval = isBase ? '' : ` [${ratioLow.toFixed(2)}, ${ratioHigh.toFixed(2)}]`;
  return `${round(median)} ${unit}${percentiles} (${ratio.toFixed(2)}${interval})`;
}

/** Rounds to three digits; numbers above a thousand to whole ones. */
export function round(value: number): string {
  return value >= 1_000 ? value.toFixed(0) : `${Number(value.toPrecision(3))}`;
}
