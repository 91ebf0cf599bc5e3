import { find } from '../dom/query.ts';
import { load, save } from '../dom/storage.ts';
import { switchLanguage, watchLanguage, words } from '../text/language.ts';

type Theme = 'light' | 'dark';
const key = 'glimpse.theme';

/** Sets up the theme switch. The theme follows the system until it is switched here. */
export function setUpThemeSwitch(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const saved = load(key);
  let chosen: Theme | null = saved === 'light' || saved === 'dark' ? saved : null;
  const getTheme = (): Theme => chosen ?? (system.matches ? 'dark' : 'light');
  const getOther = (): Theme => (getTheme() === 'dark' ? 'light' : 'dark');
  const draw = () => {
    document.documentElement.style.colorScheme = chosen ?? '';
    find('#theme').textContent = words()[getOther()];
  };
  find('#theme').addEventListener('click', () => {
    chosen = getOther();
    save(key, chosen);
    draw();
  });
  system.addEventListener('change', draw);
  watchLanguage(draw);
  draw();
}

/** Sets up the button that switches the language of the page. */
export function setUpLanguageSwitch(): void {
  const button = find('#language');
  const draw = () => {
    button.lang = words().language === 'en' ? 'zh-Hans' : 'en';
  };
  button.addEventListener('click', switchLanguage);
  watchLanguage(draw);
  draw();
}
