import type { Answer } from '../../../functions/api/contract.ts';
import { cloneTemplate, find } from '../dom/query.ts';
import { type Frame, getAnswer } from '../state/frame.ts';
import { type AnswerModel, getDefinition, getLabel, getLabelLanguage } from '../state/labels.ts';
import { formatPercent } from '../text/format.ts';
import { words } from '../text/language.ts';

type Prediction = Answer['predictions'][number];

/** Predictions shown until the user asks for more. */
const firstCount = 5;

/** Lists the predictions of a frame, each over a bar as long as its score. */
export function showPredictions(frame: Frame): void {
  const answer = getAnswer(frame);
  const predictions = answer?.predictions ?? [];
  const more = find('#more');
  const rest = predictions.length - firstCount;
  more.hidden = rest <= 0;
  more.textContent = frame.showAll ? words().fewer : words().more(rest);
  more.setAttribute('aria-expanded', String(frame.showAll));
  const visible = predictions.slice(0, frame.showAll ? undefined : firstCount);
  const items = answer ? visible.map((prediction) => createItem(prediction, answer)) : [];
  keepFocus(find('#predictions'), () => find('#predictions').replaceChildren(...items));
  showDefinition(answer);
}

/** Shows the best prediction's definition again when the mouse leaves the list. */
export function followPointer(getShown: () => Answer | null): void {
  find('#predictions').addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') showDefinition(getShown());
  });
}

function createItem(prediction: Prediction, answer: Answer): HTMLElement {
  const item = cloneTemplate('#prediction-template');
  const button = find('button', item);
  const label = find('.label', item);
  label.textContent = getLabel(prediction, answer.model);
  label.lang = getLabelLanguage(answer.model);
  find('.percent', item).textContent = formatPercent(prediction.score);
  const meaning = find('.meaning', item);
  meaning.textContent = describeMeaning(prediction, answer.model);
  meaning.id = `meaning-${prediction.rank}`;
  button.setAttribute('aria-describedby', meaning.id);
  find('.bar', item).style.setProperty('--score', String(prediction.score));
  for (const event of ['focus', 'pointerenter', 'click']) {
    button.addEventListener(event, () => showDefinition(answer, prediction));
  }
  return item;
}

/** Replaces the items of a list and moves the focus to the same position. */
function keepFocus(list: HTMLElement, replace: () => void): void {
  const getButtons = () => [...list.querySelectorAll('button')];
  const at = getButtons().indexOf(document.activeElement as HTMLButtonElement);
  replace();
  if (at >= 0) getButtons()[at]?.focus();
}

/** Shows WordNet's synset and definition of a prediction, by default the best one. */
function showDefinition(answer: Answer | null, prediction = answer?.predictions[0]): void {
  const line = find('#definition');
  line.hidden = !prediction;
  if (!answer || !prediction) return;
  const { model } = answer;
  const term = find('.term', line);
  term.textContent = getLabel(prediction, model);
  term.lang = getLabelLanguage(model);
  const gloss = getGloss(prediction, model);
  const isTranslated = term.textContent !== prediction.label;
  find('.english', line).textContent = isTranslated ? ` ${prediction.label}` : '';
  find('.gloss', line).textContent = gloss && `: ${gloss}`;
  find('.synset', line).textContent = prediction.synset ?? '';
}

/** Returns synset and definition as one text, for screen readers. */
function describeMeaning(prediction: Prediction, model: AnswerModel): string {
  return [prediction.synset, getGloss(prediction, model)].filter(Boolean).join(': ');
}

/** Returns the definition; empty until it is loaded, and if the server has another model now. */
function getGloss(prediction: Prediction, model: AnswerModel): string {
  const definition = getDefinition(prediction, model);
  return definition === null ? words().noDefinition : (definition ?? '');
}
