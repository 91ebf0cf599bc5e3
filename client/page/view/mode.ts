import { find } from '../dom/query.ts';
import type { PhotoSession } from '../state/session.ts';

/** No photographs yet, one photograph at a time, or all of them on a contact sheet. */
export type ViewMode = 'empty' | 'photo' | 'sheet';

/** If at least this many photographs are added together, the contact sheet is shown. */
const sheetCount = 8;
const listeners: (() => void)[] = [];

export function currentView(): ViewMode {
  return document.body.dataset.view as ViewMode;
}

export function watchView(listener: () => void): void {
  listeners.push(listener);
}

export function showView(next: ViewMode): void {
  if (next === currentView()) return;
  document.body.dataset.view = next;
  find('#photo').hidden = next !== 'photo';
  find('#sheet').hidden = next === 'empty';
  for (const listener of listeners) listener();
}

/** Switches between the photo view and the contact sheet. */
export function toggleView(): void {
  if (currentView() !== 'empty') showView(currentView() === 'photo' ? 'sheet' : 'photo');
}

/** Shows the photo view when photographs are added, or the contact sheet if there are many. */
export function followSession(session: PhotoSession): void {
  let count = 0;
  session.watch((frame) => {
    if (frame) return;
    const added = session.frames.length - count;
    count = session.frames.length;
    if (count === 0) showView('empty');
    else if (added >= sheetCount) showView('sheet');
    else if (added > 0) showView('photo');
  });
}
