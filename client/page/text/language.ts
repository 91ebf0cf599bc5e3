import { load, save } from '../dom/storage.ts';
import { en, type Words } from './en.ts';
import { zh } from './zh.ts';

export type Lang = 'en' | 'zh';

const all: Readonly<Record<Lang, Words>> = { en, zh };
const key = 'glimpse.language';

let lang: Lang = remembered() ?? ofBrowser();
const listeners: (() => void)[] = [];

export function language(): Lang {
  return lang;
}

export function words(): Words {
  return all[lang];
}

/** Calls `listener` after each switch. */
export function watchLanguage(listener: () => void): void {
  listeners.push(listener);
}

/** Says the whole page in the other language, and remembers that. */
export function switchLanguage(): void {
  lang = lang === 'en' ? 'zh' : 'en';
  save(key, lang);
  translatePage();
  for (const listener of listeners) listener();
}

/** Puts the words into the elements that name one in `data-word` or `data-label`. */
export function translatePage(root: ParentNode = document): void {
  document.documentElement.lang = words().language;
  const text = (name: string | undefined): string => String(words()[name as keyof Words]);
  for (const element of root.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = text(element.dataset.word);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
}

function remembered(): Lang | null {
  const value = load(key);
  return value === 'en' || value === 'zh' ? value : null;
}

function ofBrowser(): Lang {
  for (const tag of navigator.languages) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
