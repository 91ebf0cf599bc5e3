const ellipsis = '…';

/**
 * Returns the beginning of a text for a message: at most `maxBytes` bytes of UTF-8, with control
 * characters and broken surrogates replaced, which JSON would write with six bytes each.
 */
export function excerpt(text: string, maxBytes = 200): string {
  // A character has at least one byte, so nothing beyond matters.
  const start = text.slice(0, maxBytes + 1).replace(/\p{C}/gu, '?');
  if (Buffer.byteLength(start) <= maxBytes && text.length <= maxBytes) return start;
  let bytes = Buffer.byteLength(ellipsis);
  let kept = '';
  for (const character of start) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept + ellipsis;
}
