import type { Answer } from '../../functions/api/contract.ts';
import { find } from './find.ts';
import { type Answering, definitionOf, languageOfNames, nameOf } from './labels.ts';
import { words } from './language.ts';

type Prediction = Answer['predictions'][number];

/**
 * Says under the names what one of them means, of itself the best one: its synset and definition,
 * as WordNet has them.
 */
export function define(answer: Answer | null, prediction = answer?.predictions[0]): void {
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
