import { eastAsianWidth } from 'get-east-asian-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that a terminal gives a text: two for Chinese characters and emoji, none for marks. */
export function textWidth(text: string): number {
  return segment(text).reduce((sum, { columns }) => sum + columns, 0);
}

/** A text with spaces behind it, so that it takes so many columns; a wider one stays as it is. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** A text in at most so many columns, an ellipsis where something was left out. */
export function fitColumns(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let left = columns - 1;
  for (const { character, columns: needed } of segment(text)) {
    if (needed > left) break;
    kept += character;
    left -= needed;
  }
  return `${kept.trimEnd()}…`;
}

/** A text without control characters, which could make a terminal do anything. */
export function stripControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

function segment(text: string): { character: string; columns: number }[] {
  return Array.from(graphemes.segment(text), ({ segment: character }) => ({
    character,
    columns: columnsOf(character),
  }));
}

function columnsOf(character: string): number {
  if (/^[\p{M}\p{Cf}\p{Cc}]/u.test(character)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
