import { load, save } from '../dom/storage.ts';
import { en, type Words } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';

const wordsByLanguage: Readonly<Record<Language, Words>> = { en, zh };
const key = 'glimpse.language';

let current: Language = loadLanguage() ?? detectLanguage();
const listeners: (() => void)[] = [];

export function language(): Language {
  return current;
}

/** Returns the texts of the page in its current language. */
export function words(): Words {
  return wordsByLanguage[current];
}

/** Calls `listener` after each switch. */
export function watchLanguage(listener: () => void): void {
  listeners.push(listener);
}

/** Shows the page in the other language, and remembers the choice. */
export function switchLanguage(): void {
  current = current === 'en' ? 'zh' : 'en';
  save(key, current);
  translatePage();
  for (const listener of listeners) listener();
}

/** Sets the text of elements with `data-word`, and the label of those with `data-label`. */
export function translatePage(root: ParentNode = document): void {
  document.documentElement.lang = words().language;
  const getText = (name: string | undefined): string => String(words()[name as keyof Words]);
  for (const element of root.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = getText(element.dataset.word);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    element.setAttribute('aria-label', getText(element.dataset.label));
  }
}

function loadLanguage(): Language | null {
  const value = load(key);
  return value === 'en' || value === 'zh' ? value : null;
}

function detectLanguage(): Language {
  for (const tag of navigator.languages) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
