/** Removes from a printed text what differs between machines: numbers, bars and the width of columns. */
export function toSkeleton(text: string): string {
  return text
    .replace(/[█▏▎▍▌▋▊▉]+/g, ' ')
    .replace(/\d+(?:[.,]\d+)*/g, '#')
    .replace(/[ \t]+/g, ' ')
    .replace(/ +$/gm, '')
    .trim();
}

/** Fields whose values differ between requests. */
const variable = new Set(['requestId', 'coldStart']);

/**
 * Returns whether `actual` contains everything in `shown`: the same keys, equal texts (except
 * those that end in an ellipsis), and numbers for numbers. Arrays may be longer than those shown.
 */
export function isLike(shown: unknown, actual: unknown): boolean {
  if (Array.isArray(shown)) {
    return Array.isArray(actual) && shown.every((item, index) => isLike(item, actual[index]));
  }
  if (shown !== null && typeof shown === 'object') {
    if (actual === null || typeof actual !== 'object') return false;
    const fields = actual as Record<string, unknown>;
    return Object.entries(shown).every(([key, value]) =>
      variable.has(key) ? typeof fields[key] === typeof value : isLike(value, fields[key]),
    );
  }
  if (typeof shown === 'number') return typeof actual === 'number';
  if (typeof shown === 'string' && shown.endsWith('…')) {
    return typeof actual === 'string' && actual.startsWith(shown.slice(0, -1));
  }
  return shown === actual;
}
