import { find } from './find.ts';
import { switchLanguage, watchLanguage, words } from './language.ts';

/** Makes the button that says the page in the other language. */
export function offerLanguage(): void {
  const button = find('#language');
  const draw = () => {
    button.lang = words().language === 'en' ? 'zh-Hans' : 'en';
  };
  button.addEventListener('click', switchLanguage);
  watchLanguage(draw);
  draw();
}
