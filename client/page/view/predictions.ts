import type { Answer } from '../../../functions/api/contract.ts';
import { cloneTemplate, find } from '../dom/query.ts';
import { answerOf, type Frame } from '../state/frame.ts';
import { type Answering, definitionOf, languageOfNames, nameOf } from '../state/labels.ts';
import { percent } from '../text/format.ts';
import { words } from '../text/language.ts';

type Prediction = Answer['predictions'][number];

/** Names shown before more are asked for. */
const first = 5;

/** Sets the names of a frame as type, each on a line as long as its score. */
export function showPredictions(frame: Frame): void {
  const answer = answerOf(frame);
  const predictions = answer?.predictions ?? [];
  const more = find('#more');
  const rest = predictions.length - first;
  more.hidden = rest <= 0;
  more.textContent = frame.showAll ? words().fewer : words().more(rest);
  more.setAttribute('aria-expanded', String(frame.showAll));
  const visible = predictions.slice(0, frame.showAll ? undefined : first);
  const items = answer ? visible.map((prediction) => nameItem(prediction, answer)) : [];
  keepFocus(find('#names'), () => find('#names').replaceChildren(...items));
  showDefinition(answer);
}

/** Leaving the list goes back to the best name's definition. */
export function followPointer(shown: () => Answer | null): void {
  find('#names').addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') showDefinition(shown());
  });
}

function nameItem(prediction: Prediction, answer: Answer): HTMLElement {
  const item = cloneTemplate('#name-template');
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
    button.addEventListener(event, () => showDefinition(answer, prediction));
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

/**
 * Says under the names what one of them means, of itself the best one: its synset and definition,
 * as WordNet has them.
 */
export function showDefinition(answer: Answer | null, prediction = answer?.predictions[0]): void {
  const line = find('#definition');
  line.hidden = !prediction;
  if (!answer || !prediction) return;
  const { model } = answer;
  const name = find('.term', line);
  name.textContent = nameOf(prediction, model);
  name.lang = languageOfNames(model);
  const gloss = glossOf(prediction, model);
  const translated = name.textContent !== prediction.label;
  find('.english', line).textContent = translated ? ` ${prediction.label}` : '';
  find('.gloss', line).textContent = gloss && `: ${gloss}`;
  find('.synset', line).textContent = prediction.synset ?? '';
}

/** The same as one text, for a screen reader. */
export function meaningOf(prediction: Prediction, model: Answering): string {
  return [prediction.synset, glossOf(prediction, model)].filter(Boolean).join(': ');
}

/** Empty while definitions are on their way, and where they are another model's. */
function glossOf(prediction: Prediction, model: Answering): string {
  const definition = definitionOf(prediction, model);
  return definition === null ? words().noDefinition : (definition ?? '');
}
