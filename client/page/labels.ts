import type { Answer, LabelList } from '../../functions/api/contract.ts';
import { type Lang, language, words } from './language.ts';
import { service } from './service.ts';

type Prediction = Answer['predictions'][number];
type Label = LabelList[number];

const loaded = new Map<Lang, LabelList>();
const loading = new Map<Lang, Promise<void>>();
const listeners: (() => void)[] = [];

/** Calls `listener` whenever names or definitions have come. */
export function watchLabels(listener: () => void): void {
  listeners.push(listener);
}

/**
 * Loads what the page needs once: the definitions, which are English, and the names in its own
 * language. Where that fails, names stay as the answers tell them, and the next call tries again.
 */
export function needLabels(): void {
  for (const lang of new Set<Lang>(['en', language()])) {
    if (loading.has(lang)) continue;
    loading.set(
      lang,
      load(lang).catch(() => void loading.delete(lang)),
    );
  }
}

async function load(lang: Lang): Promise<void> {
  const { languages } = await service.model();
  if (!languages.some((known) => known === lang)) return;
  loaded.set(lang, await service.labels({ lang }));
  for (const listener of listeners) listener();
}

/** A class's name in the page's language, in English where there is none. */
export function nameOf({ index, label }: Prediction): string {
  return loaded.get(language())?.[index]?.label ?? label;
}

/** Language of what {@link nameOf} gives, for `lang`. */
export function languageOfNames(): string {
  return loaded.has(language()) ? words().language : 'en';
}

/** The class as WordNet defines it; `undefined` while that is not here. */
export function definitionOf({ index }: Prediction): Label['definition'] | undefined {
  return loaded.get('en')?.[index]?.definition;
}
