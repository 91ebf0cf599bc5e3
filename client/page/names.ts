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
  const answer = answerOf(frame);
  const predictions = answer?.predictions ?? [];
  const more = find('#more');
  const rest = predictions.length - first;
  more.hidden = rest <= 0;
  more.textContent = frame.more ? words().fewer : words().more(rest);
  more.setAttribute('aria-expanded', String(frame.more));
  const visible = predictions.slice(0, frame.more ? undefined : first);
  const items = answer ? visible.map((prediction) => nameItem(prediction, answer)) : [];
  keepFocus(find('#names'), () => find('#names').replaceChildren(...items));
  define(answer);
}

/** Leaving the list goes back to the best name's definition. */
export function followPointer(shown: () => Answer | null): void {
  find('#names').addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') define(shown());
  });
}

function nameItem(prediction: Prediction, answer: Answer): HTMLElement {
  const item = copyOf('#name-template');
  const button = find('button', item);
  const label = find('.label', item);
  label.textContent = nameOf(prediction, answer.model);
  label.lang = languageOfNames(answer.model);
  find('.percent', item).textContent = percent(prediction.score);
  const meaning = find('.meaning', item);
  meaning.textContent = meaningOf(prediction, answer.model);
  meaning.id = `meaning-${prediction.rank}`;
  button.setAttribute('aria-describedby', meaning.id);
  find('.bar', item).style.setProperty('--score', String(prediction.score));
  for (const event of ['focus', 'pointerenter', 'click']) {
    button.addEventListener(event, () => define(answer, prediction));
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
