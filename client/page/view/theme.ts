import { find } from '../dom/query.ts';
import { load, save } from '../dom/storage.ts';
import { switchLanguage, watchLanguage, words } from '../text/language.ts';

type Theme = 'light' | 'dark';
const key = 'glimpse.light';

/** Light table or darkroom: as the system has it, or as it was switched here. */
export function setUpThemeSwitch(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const kept = load(key);
  let chosen: Theme | null = kept === 'light' || kept === 'dark' ? kept : null;
  const now = (): Theme => chosen ?? (system.matches ? 'dark' : 'light');
  const draw = () => {
    document.documentElement.style.colorScheme = chosen ?? '';
    find('#light').textContent = now() === 'dark' ? words().lightTable : words().darkroom;
  };
  find('#light').addEventListener('click', () => {
    chosen = now() === 'dark' ? 'light' : 'dark';
    save(key, chosen);
    draw();
  });
  system.addEventListener('change', draw);
  watchLanguage(draw);
  draw();
}

/** Makes the button that says the page in the other language. */
export function setUpLanguageSwitch(): void {
  const button = find('#language');
  const draw = () => {
    button.lang = words().language === 'en' ? 'zh-Hans' : 'en';
  };
  button.addEventListener('click', switchLanguage);
  watchLanguage(draw);
  draw();
}
