import { language } from './language.ts';

/** Formats a score as `95.2%`; one that would round to zero as `<0.1%`. */
export function formatPercent(score: number): string {
  if (score > 0 && score < 0.0005) return `<${format(0.001, 1)}`;
  return format(score, 1);
}

/** Formats a score for a screen reader: `95%`. */
export function formatRoundPercent(score: number): string {
  return format(score, 0);
}

function format(score: number, digits: number): string {
  const style = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language(), style as Intl.NumberFormatOptions).format(score);
}

/** Formats a size in decimal units, like the limits: `4.5 MB`. */
export function formatBytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

export function formatMilliseconds(time: number): string {
  return time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`;
}
