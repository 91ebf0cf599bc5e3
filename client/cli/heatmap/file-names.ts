import { createHash } from 'node:crypto';

/** Ending of every overlay: overlays never replace photographs, and later runs recognise them. */
export const heatMapEnding = '.heat.jpg';

const maxNameLength = 100;
/** Names that Windows reserves for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Creates a function that returns the file name of an input's overlay: the picture's name with
 * another ending. If pictures share a name, each gets eight digits, which are the same in every run.
 */
export function createHeatMapNamer(inputs: Iterable<string>): (input: string) => string {
  const owners = new Map<string, Set<string>>();
  for (const input of inputs) {
    const key = getStem(input).toLowerCase();
    owners.set(key, (owners.get(key) ?? new Set()).add(input));
  }
  return (input) => {
    const stem = getStem(input);
    const isUnique = owners.get(stem.toLowerCase())?.size === 1 && !reserved.test(stem);
    return (isUnique ? stem : `${stem}-${hashDigits(input)}`) + heatMapEnding;
  };
}

/** Returns the last part of a path or URL, without extension, in characters any system accepts. */
function getStem(input: string): string {
  if (input === '-') return 'stdin';
  const path = input.replace(/^[a-z0-9]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const name = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const stem = name
    .normalize('NFC')
    .replace(/\.\w{1,5}$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^\.+/, '')
    .slice(0, maxNameLength);
  return stem || 'picture';
}

function hashDigits(input: string): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 8);
}
