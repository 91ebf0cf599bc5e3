import { language } from './language.ts';

/** `95.2%`; what would be rounded to nothing is `<0.1%`. */
export function percent(score: number): string {
  if (score > 0 && score < 0.0005) return `<${format(0.001, 1)}`;
  return format(score, 1);
}

/** For the ear: `95%`. */
export function roundPercent(score: number): string {
  return format(score, 0);
}

function format(score: number, digits: number): string {
  const style = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language(), style as Intl.NumberFormatOptions).format(score);
}

/** Decimal, as limits are told: `4.5 MB`. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${Math.round(count / 1_000)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

export function milliseconds(time: number): string {
  return time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`;
}
