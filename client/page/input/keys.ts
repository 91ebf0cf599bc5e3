import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { show, toggleView, view } from '../view/mode.ts';

/** Makes everything that matters reachable with a key; typing in a field stays typing. */
export function listenToKeys(session: PhotoSession, intake: Intake): void {
  const dialog = find<HTMLDialogElement>('#keys');
  const removeSelected = () => {
    const frame = session.selected;
    if (frame) removeKeepingFocus(frame, session, intake);
  };
  const does: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(session, -1),
    ArrowRight: () => step(session, 1),
    Home: () => step(session, Number.NEGATIVE_INFINITY),
    End: () => step(session, Number.POSITIVE_INFINITY),
    ArrowUp: () => stepNames(-1),
    ArrowDown: () => stepNames(1),
    Escape: () => view() === 'sheet' && show('loupe'),
    Delete: removeSelected,
    // What an Apple keyboard has in its place.
    Backspace: removeSelected,
    s: toggleView,
    '?': () => dialog.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return;
    if (target instanceof HTMLInputElement && target.type !== 'file') return;
    does[key.length === 1 ? key.toLowerCase() : key]?.();
    if (view() !== 'empty' && /^Arrow(Left|Right)$/.test(key)) event.preventDefault();
    if (/^Arrow/.test(key) && find('#names').contains(document.activeElement)) {
      event.preventDefault();
    }
  });
  find('#keys-open').addEventListener('click', () => dialog.showModal());
  find('#remove').addEventListener('click', removeSelected);
  watchLanguage(renderKeys);
  renderKeys();
}

function renderKeys(): void {
  const rows = words().keyList.flatMap(([key, what]) => {
    const [term, meaning] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = key ?? '';
    meaning.textContent = what ?? '';
    return [term, meaning];
  });
  find('#keys dl').replaceChildren(...rows);
}

/** Whoever stands on a frame of the strip goes along. */
function step(session: PhotoSession, steps: number): void {
  const inStrip = find('#strip').contains(document.activeElement);
  session.step(steps);
  if (inStrip) find('#strip').querySelector<HTMLElement>('[aria-current]')?.focus();
}

function stepNames(steps: number): void {
  const buttons = [...find('#names').querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (at >= 0) buttons[at + steps]?.focus();
}

function removeKeepingFocus(
  frame: NonNullable<PhotoSession['selected']>,
  session: PhotoSession,
  intake: Intake,
) {
  intake.remove(frame);
  const next = find('#strip').querySelector<HTMLElement>('[aria-current]');
  (session.frames.length > 0 ? next : find('#file'))?.focus();
}
