import type { Language, Manifest } from '../../models/format/manifest.ts';
import type { Running } from '../inference/running.ts';
import type { LabelList } from './contract.ts';
import { invalidRequest } from './failure.ts';

/** Languages that a model has class names in. */
export function languagesOf({ labels }: Manifest): Language[] {
  return Object.keys(labels) as Language[];
}

/**
 * The answer to `labels`: every class, in the order of the logits.
 *
 * @throws RequestError `INVALID_REQUEST` where the model has no labels in that language.
 */
export function listLabels({ manifest, labels }: Running, lang: Language): LabelList {
  const languages = languagesOf(manifest);
  if (!languages.includes(lang)) {
    throw invalidRequest(`lang: model ${manifest.id} has labels in ${languages.join(', ')} only`);
  }
  return labels.map(({ synset, label, synonyms = [], definition = null }, index) => {
    return { index, synset, label, synonyms, definition };
  });
}
