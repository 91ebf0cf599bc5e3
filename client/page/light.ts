import { find } from './find.ts';
import { watchLanguage, words } from './language.ts';
import { recall, remember } from './setting.ts';

type Light = 'light' | 'dark';
const key = 'glimpse.light';

/** Light table or darkroom: as the system has it, or as it was switched here. */
export function offerLight(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const kept = recall(key);
  let chosen: Light | null = kept === 'light' || kept === 'dark' ? kept : null;
  const now = (): Light => chosen ?? (system.matches ? 'dark' : 'light');
  const draw = () => {
    document.documentElement.style.colorScheme = chosen ?? '';
    find('#light').textContent = now() === 'dark' ? words().lightTable : words().darkroom;
  };
  find('#light').addEventListener('click', () => {
    chosen = now() === 'dark' ? 'light' : 'dark';
    remember(key, chosen);
    draw();
  });
  system.addEventListener('change', draw);
  watchLanguage(draw);
  draw();
}
