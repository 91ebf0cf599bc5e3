import type { Answer } from '../../functions/api/contract.ts';
import { define, meaningOf } from './definition.ts';
import { percent } from './figures.ts';
import { copyOf, find } from './find.ts';
import { answerOf, type Frame } from './frame.ts';
import { languageOfNames, nameOf } from './labels.ts';
import { words } from './language.ts';

type Prediction = Answer['predictions'][number];

/** Names shown before more are asked for. */
const first = 5;

/** Sets the names of a frame as type, each on a line as long as its score. */
export function showNames(frame: Frame): void {
  const predictions = answerOf(frame)?.predictions ?? [];
  const more = find('#more');
  const rest = predictions.length - first;
  more.hidden = rest <= 0;
  more.textContent = frame.more ? words().fewer : words().more(rest);
  more.setAttribute('aria-expanded', String(frame.more));
  const visible = predictions.slice(0, frame.more ? undefined : first);
  keepFocus(find('#names'), () => find('#names').replaceChildren(...visible.map(nameItem)));
  define(predictions[0] ?? null);
}

/** Leaving the list goes back to the best name's definition. */
export function followPointer(best: () => Prediction | null): void {
  find('#names').addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') define(best());
  });
}

function nameItem(prediction: Prediction): HTMLElement {
  const item = copyOf('#name-template');
  const button = find('button', item);
  const label = find('.label', item);
  label.textContent = nameOf(prediction);
  label.lang = languageOfNames();
  find('.percent', item).textContent = percent(prediction.score);
  const meaning = find('.meaning', item);
  meaning.textContent = meaningOf(prediction);
  meaning.id = `meaning-${prediction.rank}`;
  button.setAttribute('aria-describedby', meaning.id);
  find('.bar', item).style.setProperty('--score', String(prediction.score));
  for (const event of ['focus', 'pointerenter', 'click']) {
    button.addEventListener(event, () => define(prediction));
  }
  return item;
}

/** Whoever stood on a name stands on the same one of the new names. */
function keepFocus(list: HTMLElement, replace: () => void): void {
  const buttons = () => [...list.querySelectorAll('button')];
  const at = buttons().indexOf(document.activeElement as HTMLButtonElement);
  replace();
  if (at >= 0) buttons()[at]?.focus();
}
