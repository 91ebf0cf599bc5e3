const ellipsis = '…';

/**
 * Returns the beginning of a text for a message: at most `maxBytes` bytes as JSON writes it in UTF-8, with
 * control characters, separators of lines and broken surrogates replaced.
 */
export function excerpt(text: string, maxBytes = 200): string {
  // A character has at least one byte, so nothing beyond matters.
  const start = text.slice(0, maxBytes + 1).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  if (start.length === text.length && countBytes(start) <= maxBytes) return start;
  let bytes = countBytes(ellipsis);
  let kept = '';
  for (const character of start) {
    bytes += countBytes(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept + ellipsis;
}

/** Counts bytes without the quotes around; quotes and backslashes inside are escaped. */
function countBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
