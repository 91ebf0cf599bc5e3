import { eastAsianWidth } from 'get-east-asian-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Counts the columns a text takes in a terminal: two per Chinese character or emoji, none per mark. */
export function textWidth(text: string): number {
  return segment(text).reduce((sum, { columns }) => sum + columns, 0);
}

/** Appends spaces until the text takes `columns`; a wider text is returned unchanged. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** Cuts a text to at most `columns`; an ellipsis marks a cut. */
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

/** Replaces control characters, which could make a terminal do anything. */
export function stripControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

function segment(text: string): { character: string; columns: number }[] {
  return Array.from(graphemes.segment(text), ({ segment: character }) => ({
    character,
    columns: characterWidth(character),
  }));
}

function characterWidth(character: string): number {
  if (/^[\p{M}\p{Cf}\p{Cc}]/u.test(character)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
