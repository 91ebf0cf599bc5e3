import { find } from './find.ts';
import type { Roll } from './roll.ts';

/** Nothing yet, one photograph at a time, or all of them. */
export type View = 'empty' | 'loupe' | 'sheet';

const listeners: (() => void)[] = [];

export function view(): View {
  return document.body.dataset.view as View;
}

export function watchView(listener: () => void): void {
  listeners.push(listener);
}

export function show(next: View): void {
  if (next === view()) return;
  document.body.dataset.view = next;
  find('#loupe').hidden = next !== 'loupe';
  find('#sheet').hidden = next === 'empty';
  for (const listener of listeners) listener();
}

/** The other of the two views that show photographs. */
export function turn(): void {
  if (view() !== 'empty') show(view() === 'loupe' ? 'sheet' : 'loupe');
}

/** Begins with one photograph at a time, and with the sheet where many come at once. */
export function followRoll(roll: Roll): void {
  const many = 8;
  let count = 0;
  roll.watch((frame) => {
    if (frame) return;
    const added = roll.frames.length - count;
    count = roll.frames.length;
    if (count === 0) show('empty');
    else if (added >= many) show('sheet');
    else if (added > 0) show('loupe');
  });
}
