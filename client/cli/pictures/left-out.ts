import { extname } from 'node:path';

/** A file or folder below a named folder that is not classified. */
export interface LeftOut {
  readonly name: string;
  readonly reason: LeftOutReason;
  /** The system's code, such as EACCES, of what cannot be read. */
  readonly code?: string;
}

export type LeftOutReason = 'not-picture' | 'hidden' | 'unreadable';

/** Kinds of files that are listed by themselves; the rest is summed up. */
const maxKinds = 4;
const maxNames = 3;

/**
 * Says in one line what was left out of folders and patterns, and why; undefined if nothing was.
 * Example: `left out: 12 files that are not pictures (8 .txt, 4 .mov), 3 hidden (--hidden takes them)`.
 */
export function renderLeftOut(leftOut: readonly LeftOut[]): string | undefined {
  const of = (reason: LeftOutReason): LeftOut[] => leftOut.filter((one) => one.reason === reason);
  const parts = [
    describeOthers(of('not-picture')),
    describeHidden(of('hidden')),
    describeUnreadable(of('unreadable')),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? `left out: ${parts.join(', ')}` : undefined;
}

function describeOthers(files: readonly LeftOut[]): string | undefined {
  if (files.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { name } of files) {
    const kind = extname(name).toLowerCase() || 'without extension';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, maxKinds).map(([kind, count]) => `${count} ${kind}`);
  const others = sorted.slice(maxKinds).reduce((sum, [, count]) => sum + count, 0);
  const kinds = [...shown, ...(others > 0 ? [`${others} others`] : [])].join(', ');
  return files.length === 1
    ? `1 file that is not a picture (${files[0]?.name})`
    : `${files.length} files that are not pictures (${kinds})`;
}

function describeHidden({ length }: readonly LeftOut[]): string | undefined {
  if (length === 0) return undefined;
  return `${length} hidden (--hidden takes ${length === 1 ? 'it' : 'them'})`;
}

function describeUnreadable(files: readonly LeftOut[]): string | undefined {
  if (files.length === 0) return undefined;
  const names = files.slice(0, maxNames).map(({ name, code }) => `${name}: ${code}`);
  const more = files.length > maxNames ? ', …' : '';
  return `${files.length} that cannot be read (${names.join(', ')}${more})`;
}
