import { createHash } from 'node:crypto';

/** Of every overlay: none takes the place of a photograph, and they are known again. */
export const heatMapEnding = '.heat.jpg';

const maxNameBytes = 100;
/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name for each input's overlay: the picture's own, with another ending. Where two pictures would get
 * the same one, each gets a few digits of its own, which are the same in every run.
 */
export function createHeatMapNamer(inputs: Iterable<string>): (input: string) => string {
  const owners = new Map<string, Set<string>>();
  for (const input of inputs) {
    const key = stemOf(input).toLowerCase();
    owners.set(key, (owners.get(key) ?? new Set()).add(input));
  }
  return (input) => {
    const stem = stemOf(input);
    const isAlone = owners.get(stem.toLowerCase())?.size === 1 && !reserved.test(stem);
    return (isAlone ? stem : `${stem}-${digitsOf(input)}`) + heatMapEnding;
  };
}

/** The last part of a path or URL without its extension, in letters that every system takes. */
function stemOf(input: string): string {
  if (input === '-') return 'stdin';
  const path = input.replace(/^[a-z0-9]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const name = path.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const stem = name
    .normalize('NFC')
    .replace(/\.\w{1,5}$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^\.+/, '')
    .slice(0, maxNameBytes);
  return stem || 'picture';
}

function digitsOf(input: string): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 8);
}
