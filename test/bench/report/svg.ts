import type { BenchDocument, BenchRecord } from './document.ts';
import { describeRun, round } from './tables.ts';

/** What the picture shows, from left to right and top to bottom; of all of it, less is better. */
const shown = [
  { scenario: 'start/server', title: 'From start to first answer' },
  { scenario: 'memory/8', title: 'Peak memory, 8 clients' },
  { scenario: 'rest/small', title: 'A small photograph by HTTP' },
  { scenario: 'rest/12mp', title: '12 megapixels by HTTP' },
  { scenario: 'clients/8', title: 'An answer, 8 clients at once' },
  { scenario: 'files/wall', title: 'A thousand files by the command' },
] as const;

/** Pixels. */
const layout = {
  width: 900,
  margin: 20,
  /** Of a panel, which has two columns: names and bars. */
  panelWidth: 420,
  names: 190,
  /** The longest bar; its number stands behind it. */
  bars: 115,
  head: 64,
  panelHead: 28,
  row: 22,
  bar: 12,
  gap: 18,
  foot: 24,
} as const;

interface Panel {
  readonly title: string;
  readonly records: readonly BenchRecord[];
}

/**
 * Draws the ratios of a run as bars, for people: of each `DataLoader`, only the fastest. It follows the
 * colours that the reader prefers, loads nothing, and tells all numbers in its description.
 */
export function renderSvg(document: BenchDocument): string {
  const panels = shown
    .map(({ scenario, title }) => ({ title, records: choose(document.records, scenario) }))
    .filter(({ records }) => records.length > 0);
  const pairs = Array.from({ length: Math.ceil(panels.length / 2) }, (_, at) =>
    panels.slice(2 * at, 2 * at + 2),
  );
  let top: number = layout.head;
  const drawn: string[] = [];
  for (const pair of pairs) {
    for (const [column, panel] of pair.entries()) {
      const left = layout.margin + column * (layout.width - layout.margin - layout.panelWidth);
      drawn.push(drawPanel(panel, { left: column === 0 ? layout.margin : left, top }));
    }
    top += Math.max(...pair.map(getHeight)) + layout.gap;
  }
  return frame(document, { panels, drawn, height: top + layout.foot });
}

interface Drawing {
  readonly panels: readonly Panel[];
  readonly drawn: readonly string[];
  readonly height: number;
}

function frame(document: BenchDocument, { panels, drawn, height }: Drawing): string {
  const { width, margin } = layout;
  const what = panels.map(describePanel).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">How fast Glimpse is beside its peers</title>
<desc id="description">${escapeXml(`Times and memory as multiples of Glimpse with ResNet-18; shorter is better. ${what} ${describeRun(document)}`)}</desc>
<style>
  svg { --ink: #1f2328; --quiet: #59636e; --ours: #1a7f5a; --theirs: #9aa4af; --paper: #ffffff; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #f0f6fc; --quiet: #9198a1; --ours: #3fb68b; --theirs: #656c76; --paper: #0d1117; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--ink); }
  .head { font-size: 16px; font-weight: 600; }
  .panel { font-weight: 600; }
  .quiet { fill: var(--quiet); }
  .paper { fill: var(--paper); }
  .ours { fill: var(--ours); }
  .theirs { fill: var(--theirs); }
  .interval { stroke: var(--ink); stroke-width: 1.5; }
</style>
<rect class="paper" width="${width}" height="${height}" rx="6"/>
<text class="head" x="${margin}" y="28">Times and memory as multiples of Glimpse: shorter is better</text>
<text class="quiet" x="${margin}" y="48">All run ResNet-18 unless their name says otherwise. Medians of one run; the lines are intervals of 95 %.</text>
${drawn.join('\n')}
<text class="quiet" x="${margin}" y="${height - 12}">${escapeXml(describeShort(document))}</text>
</svg>
`;
}

function getHeight({ records }: Panel): number {
  return layout.panelHead + records.length * layout.row;
}

function drawPanel(
  { title, records }: Panel,
  { left, top }: { readonly left: number; readonly top: number },
): string {
  const longest = Math.max(...records.map(({ ratio, ratioHigh }) => Math.max(ratio, ratioHigh)));
  const scale = layout.bars / longest;
  const rows = records.map((record, index) =>
    drawRow(record, { left, y: top + layout.panelHead + index * layout.row, scale }),
  );
  return [
    `<text class="panel" x="${left}" y="${top + 14}">${escapeXml(title)}</text>`,
    ...rows,
  ].join('\n');
}

interface Place {
  readonly left: number;
  readonly y: number;
  /** Pixels for a ratio of 1. */
  readonly scale: number;
}

function drawRow(record: BenchRecord, { left, y, scale }: Place): string {
  const { contestant, ratio, ratioLow, ratioHigh, median, unit } = record;
  const start = left + layout.names;
  const end = start + Math.max(ratio, ratioHigh) * scale;
  const at = (value: number): string => (start + value * scale).toFixed(1);
  const middle = y + layout.bar / 2;
  const kind = contestant.startsWith('Glimpse') ? 'ours' : 'theirs';
  return [
    `<text x="${left}" y="${y + 10}">${escapeXml(shorten(contestant))}</text>`,
    `<rect class="${kind}" x="${start}" y="${y}" width="${(ratio * scale).toFixed(1)}" height="${layout.bar}" rx="2"/>`,
    `<line class="interval" x1="${at(ratioLow)}" x2="${at(ratioHigh)}" y1="${middle}" y2="${middle}"/>`,
    `<text x="${(end + 6).toFixed(1)}" y="${y + 10}">${ratio.toFixed(2)} <tspan class="quiet">${round(median)} ${unit}</tspan></text>`,
  ].join('\n');
}

/** Returns the records of a scenario; of several `DataLoader`s, that with the smallest median. */
function choose(records: readonly BenchRecord[], name: string): BenchRecord[] {
  const own = records.filter(({ scenario }) => scenario === name);
  const isLoader = ({ contestant }: BenchRecord): boolean => contestant.includes('DataLoader');
  const [fastest] = own.filter(isLoader).toSorted((a, b) => a.median - b.median);
  return own.filter((record) => !isLoader(record) || record === fastest);
}

function describePanel({ title, records }: Panel): string {
  const numbers = records.map(({ contestant, ratio }) => `${contestant} ${ratio.toFixed(2)}`);
  return `${title}: ${numbers.join(', ')}.`;
}

function describeShort({ machine, date, quick }: BenchDocument): string {
  const vnni = machine.hasVnni ? ' with VNNI' : machine.hasVnni === false ? ' without VNNI' : '';
  const what = `${date.slice(0, 10)}, ${machine.processors} processors${vnni}, ${machine.platform}`;
  return quick ? `${what}. A quick run: its figures say nothing.` : what;
}

/** Leaves out the network that almost all run. */
function shorten(contestant: string): string {
  return contestant.replace(/, ResNet-18( int8)?$/, '').replace(/ int8$/, '');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
