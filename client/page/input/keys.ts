import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { currentView, showView, toggleView } from '../view/mode.ts';

/** Sets up the keyboard shortcuts. They do not apply while the user types in a field. */
export function listenToKeys(session: PhotoSession, intake: Intake): void {
  const dialog = find<HTMLDialogElement>('#shortcuts');
  const removeSelected = () => {
    const frame = session.selected;
    if (frame) removeKeepingFocus(frame, session, intake);
  };
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(session, -1),
    ArrowRight: () => step(session, 1),
    Home: () => step(session, Number.NEGATIVE_INFINITY),
    End: () => step(session, Number.POSITIVE_INFINITY),
    ArrowUp: () => stepPrediction(-1),
    ArrowDown: () => stepPrediction(1),
    Escape: () => currentView() === 'sheet' && showView('photo'),
    Delete: removeSelected,
    // Apple keyboards have it instead of Delete.
    Backspace: removeSelected,
    s: toggleView,
    '?': () => dialog.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return;
    if (target instanceof HTMLInputElement && target.type !== 'file') return;
    actions[key.length === 1 ? key.toLowerCase() : key]?.();
    if (currentView() !== 'empty' && /^Arrow(Left|Right)$/.test(key)) event.preventDefault();
    if (/^Arrow/.test(key) && find('#predictions').contains(document.activeElement)) {
      event.preventDefault();
    }
  });
  find('#shortcuts-open').addEventListener('click', () => dialog.showModal());
  find('#remove').addEventListener('click', removeSelected);
  watchLanguage(drawShortcuts);
  drawShortcuts();
}

function drawShortcuts(): void {
  const rows = words().shortcutList.flatMap(([key, action]) => {
    const [term, meaning] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = key ?? '';
    meaning.textContent = action ?? '';
    return [term, meaning];
  });
  find('#shortcuts dl').replaceChildren(...rows);
}

/** If the focus is in the strip, it moves to the selected frame. */
function step(session: PhotoSession, steps: number): void {
  const inStrip = find('#strip').contains(document.activeElement);
  session.step(steps);
  if (inStrip) find('#strip').querySelector<HTMLElement>('[aria-current]')?.focus();
}

function stepPrediction(steps: number): void {
  const buttons = [...find('#predictions').querySelectorAll('button')];
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
