import type { Answer, LabelList } from '../../../functions/api/contract.ts';
import { type Lang, language, words } from '../text/language.ts';
import { service } from './service.ts';

type Prediction = Answer['predictions'][number];
/** The model that an answer comes from. */
export type Answering = Answer['model'];
type Label = LabelList[number];

/** By model and language. */
const loaded = new Map<string, LabelList>();
const loading = new Map<string, Promise<void>>();
const listeners: (() => void)[] = [];

/** Calls `listener` whenever names or definitions have come. */
export function watchLabels(listener: () => void): void {
  listeners.push(listener);
}

/**
 * Loads once what an answer of that model needs: the definitions, which are English, and the names
 * in the page's own language. Where that fails, or the server has another model by now, names stay
 * as the answers tell them, and the next call tries again.
 */
export function needLabels(model: Answering): void {
  for (const lang of new Set<Lang>(['en', language()])) {
    const key = keyOf(model, lang);
    if (loading.has(key)) continue;
    loading.set(
      key,
      load(model, lang).catch(() => void loading.delete(key)),
    );
  }
}

async function load(model: Answering, lang: Lang): Promise<void> {
  const { sha256, languages } = await service.model();
  expectSame(sha256, model);
  if (!languages.some((known) => known === lang)) return;
  const { labels, sha256: labelled } = await service.labels(lang);
  expectSame(labelled, model);
  loaded.set(keyOf(model, lang), labels);
  for (const listener of listeners) listener();
}

function expectSame(sha256: string, model: Answering): void {
  if (sha256 !== model.sha256) throw new Error(`The server no longer has ${model.id}.`);
}

function keyOf({ sha256 }: Answering, lang: Lang): string {
  return `${lang} ${sha256}`;
}

/** A class's name in the page's language; as the answer tells it where there is none. */
export function nameOf({ index, label }: Prediction, model: Answering): string {
  return loaded.get(keyOf(model, language()))?.[index]?.label ?? label;
}

/** Language of what {@link nameOf} gives, for `lang`. */
export function languageOfNames(model: Answering): string {
  return loaded.has(keyOf(model, language())) ? words().language : 'en';
}

/** The class as WordNet defines it; `undefined` while that is not here. */
export function definitionOf(
  { index }: Prediction,
  model: Answering,
): Label['definition'] | undefined {
  return loaded.get(keyOf(model, 'en'))?.[index]?.definition;
}
