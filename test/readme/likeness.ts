/**
 * What stays of a printed text when all that differs from one machine to the next is taken out:
 * numbers, bars and the width of columns.
 */
export function skeletonOf(text: string): string {
  return text
    .replace(/[█▏▎▍▌▋▊▉]+/g, ' ')
    .replace(/\d+(?:[.,]\d+)*/g, '#')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/gm, '')
    .trim();
}

/**
 * Whether `actual` has everything that `shown` has: the same keys, texts in the same places (but for
 * those that end in an ellipsis, and ids), numbers where numbers are. Arrays may go on after what is shown.
 */
export function isLike(shown: unknown, actual: unknown): boolean {
  if (Array.isArray(shown)) {
    return Array.isArray(actual) && shown.every((item, at) => isLike(item, actual[at]));
  }
  if (shown !== null && typeof shown === 'object') {
    if (actual === null || typeof actual !== 'object') return false;
    const fields = actual as Record<string, unknown>;
    return Object.entries(shown).every(([key, value]) =>
      key === 'requestId' ? typeof fields[key] === 'string' : isLike(value, fields[key]),
    );
  }
  if (typeof shown === 'number') return typeof actual === 'number';
  if (typeof shown === 'string' && shown.endsWith('…')) {
    return typeof actual === 'string' && actual.startsWith(shown.slice(0, -1));
  }
  return shown === actual;
}
