import { find } from '../dom/query.ts';
import type { PhotoSession } from '../state/session.ts';

/** Nothing yet, one photograph at a time, or all of them. */
export type ViewMode = 'empty' | 'loupe' | 'sheet';

const listeners: (() => void)[] = [];

export function view(): ViewMode {
  return document.body.dataset.view as ViewMode;
}

export function watchView(listener: () => void): void {
  listeners.push(listener);
}

export function show(next: ViewMode): void {
  if (next === view()) return;
  document.body.dataset.view = next;
  find('#loupe').hidden = next !== 'loupe';
  find('#sheet').hidden = next === 'empty';
  for (const listener of listeners) listener();
}

/** The other of the two views that show photographs. */
export function toggleView(): void {
  if (view() !== 'empty') show(view() === 'loupe' ? 'sheet' : 'loupe');
}

/** Begins with one photograph at a time, and with the sheet where many come at once. */
export function followSession(session: PhotoSession): void {
  const many = 8;
  let count = 0;
  session.watch((frame) => {
    if (frame) return;
    const added = session.frames.length - count;
    count = session.frames.length;
    if (count === 0) show('empty');
    else if (added >= many) show('sheet');
    else if (added > 0) show('loupe');
  });
}
