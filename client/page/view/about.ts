import { find } from '../dom/query.ts';
import { watchLabels } from '../state/labels.ts';
import { service } from '../state/service.ts';
import { watchLanguage, words } from '../text/language.ts';

/** Says at the foot of the page where pictures go, and which model answers. */
export function setUpAbout(): void {
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
