import type { Answer, LabelList } from '../../../functions/api/contract.ts';
import { type Language, language, words } from '../text/language.ts';
import { service } from './service.ts';

type Prediction = Answer['predictions'][number];
/** The model that gave an answer. */
export type AnswerModel = Answer['model'];
type Label = LabelList[number];

/** By model and language. */
const loaded = new Map<string, LabelList>();
const loading = new Map<string, Promise<void>>();
const listeners: (() => void)[] = [];

/** Calls `listener` whenever labels have been loaded. */
export function watchLabels(listener: () => void): void {
  listeners.push(listener);
}

/**
 * Loads the labels of a model once: the English ones, which have the definitions, and those of the
 * page's language. If that fails, or the server has another model by now, the page shows the labels
 * of the answers, and the next call tries again.
 */
export function loadLabels(model: AnswerModel): void {
  for (const lang of new Set<Language>(['en', language()])) {
    const key = createKey(model, lang);
    if (loading.has(key)) continue;
    loading.set(
      key,
      fetchLabels(model, lang).catch(() => void loading.delete(key)),
    );
  }
}

async function fetchLabels(model: AnswerModel, lang: Language): Promise<void> {
  const { sha256, languages } = await service.model();
  expectSameModel(sha256, model);
  if (!languages.some((known) => known === lang)) return;
  const { labels, sha256: labelsSha256 } = await service.labels(lang);
  expectSameModel(labelsSha256, model);
  loaded.set(createKey(model, lang), labels);
  for (const listener of listeners) listener();
}

function expectSameModel(sha256: string, model: AnswerModel): void {
  if (sha256 !== model.sha256) throw new Error(`The server no longer has ${model.id}.`);
}

function createKey({ sha256 }: AnswerModel, lang: Language): string {
  return `${lang} ${sha256}`;
}

/** Returns the name of a class in the page's language, or the answer's own label. */
export function getLabel({ index, label }: Prediction, model: AnswerModel): string {
  return loaded.get(createKey(model, language()))?.[index]?.label ?? label;
}

/** Returns the language of {@link getLabel}, for the attribute `lang`. */
export function getLabelLanguage(model: AnswerModel): string {
  return loaded.has(createKey(model, language())) ? words().language : 'en';
}

/** Returns WordNet's definition of a class; `undefined` until it is loaded. */
export function getDefinition(
  { index }: Prediction,
  model: AnswerModel,
): Label['definition'] | undefined {
  return loaded.get(createKey(model, 'en'))?.[index]?.definition;
}
