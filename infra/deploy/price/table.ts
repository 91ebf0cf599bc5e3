import { type Price, tariff } from './price.ts';

const columns = {
  pictures: 'pictures',
  compute: 'compute',
  starts: 'starts',
  requests: 'requests',
  logs: 'logs',
  sent: 'sent',
  watching: 'watching',
  total: 'USD a month',
} as const;

/** Renders one row per month; all columns but the first are in USD. */
export function renderPrices(prices: readonly Price[]): string {
  const names = Object.keys(columns) as (keyof Price)[];
  const rows = [
    names.map((name) => columns[name]),
    ...prices.map((price) =>
      names.map((name) => (name === 'pictures' ? formatCount : formatUsd)(price[name])),
    ),
  ];
  const widths = names.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  '));
  return `${lines.join('\n')}\n${note}\n`;
}

const note = `Prices of us-east-1, without the free tier. watching: metrics, alarms and a dashboard. For comparison:
Amazon Rekognition lists USD ${formatCount(tariff.rekognitionMillion)} per million pictures (first tier).`;

function formatUsd(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function formatCount(amount: number): string {
  return amount.toLocaleString('en-US');
}
