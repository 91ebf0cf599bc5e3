import type { Language } from '../../models/format/languages.ts';
import type { Manifest } from '../../models/format/manifest.ts';
import type { LoadedModel } from '../inference/loaded-model.ts';
import type { LabelList } from './contract.ts';
import { invalidRequest } from './failure.ts';

/** Returns the languages in which a model has class names. */
export function getLanguages({ labels }: Manifest): Language[] {
  return Object.keys(labels) as Language[];
}

/**
 * Returns the answer to `labels`: every class, in the order of the logits. Names are in `lang`;
 * definitions are WordNet's, always in English.
 *
 * @throws RequestError `INVALID_REQUEST` if the model has no labels in that language.
 */
export function listLabels(
  { manifest, labels, translations }: LoadedModel,
  lang: Language,
): LabelList {
  const names = { en: labels, ...translations }[lang];
  if (names === undefined) {
    const languages = getLanguages(manifest).join(', ');
    throw invalidRequest(`lang: model ${manifest.id} has labels in ${languages} only`);
  }
  return names.map(({ synset, label, synonyms = [] }, index) => {
    return { index, synset, label, synonyms, definition: labels[index]?.definition ?? null };
  });
}
