import { find } from './find.ts';
import { watchLabels } from './labels.ts';
import { watchLanguage, words } from './language.ts';
import { service } from './service.ts';

/** Says at the foot of the page where pictures go, and which model answers. */
export function showAbout(): void {
  const draw = async () => {
    find('#stay').textContent = words().stay(location.host);
    try {
      const { title, classes } = await service.model();
      find('#model').textContent = words().model(title, classes);
    } catch {
      // The first picture will say what is wrong.
      find('#model').textContent = '';
    }
  };
  watchLanguage(draw);
  // Labels of another model come where the server has changed to it.
  watchLabels(draw);
  void draw();
}
