import type { Answer } from '../../functions/api/contract.ts';
import { find } from './find.ts';
import { definitionOf, languageOfNames, nameOf } from './labels.ts';
import { words } from './language.ts';

type Prediction = Answer['predictions'][number];

/** Says under the names what one of them means: its synset and definition, as WordNet has them. */
export function define(prediction: Prediction | null): void {
  const line = find('#definition');
  line.hidden = !prediction;
  if (!prediction) return;
  const name = find('.term', line);
  name.textContent = nameOf(prediction);
  name.lang = languageOfNames();
  const gloss = glossOf(prediction);
  const translated = nameOf(prediction) !== prediction.label;
  find('.english', line).textContent = translated ? ` ${prediction.label}` : '';
  find('.gloss', line).textContent = gloss && `: ${gloss}`;
  find('.synset', line).textContent = prediction.synset ?? '';
}

/** The same as one text, for a screen reader. */
export function meaningOf(prediction: Prediction): string {
  return [prediction.synset, glossOf(prediction)].filter(Boolean).join(': ');
}

/** Empty while definitions are on their way. */
function glossOf(prediction: Prediction): string {
  const definition = definitionOf(prediction);
  return definition === null ? words().noDefinition : (definition ?? '');
}
