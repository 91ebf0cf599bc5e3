import { find } from '../dom/query.ts';
import { watchLabels } from '../state/labels.ts';
import { service } from '../state/service.ts';
import { watchLanguage, words } from '../text/language.ts';

/** Shows in the footer where pictures are sent and which model answers. */
export function setUpAbout(): void {
  const draw = async () => {
    find('#privacy').textContent = words().privacy(location.host);
    try {
      const { title, classes } = await service.model();
      find('#model').textContent = words().model(title, classes);
    } catch {
      // The first picture will show what is wrong.
      find('#model').textContent = '';
    }
  };
  watchLanguage(draw);
  // Labels are loaded again if the server has changed its model.
  watchLabels(draw);
  void draw();
}
