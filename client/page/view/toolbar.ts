import { find } from '../dom/query.ts';
import { type Frame, isPending, toJsonResults } from '../state/frame.ts';
import type { Intake } from '../state/intake.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { progressText } from './announcements.ts';
import { setUpCopyButton } from './copy-button.ts';
import { isRetryable } from './error-text.ts';
import { currentView, toggleView, watchView } from './mode.ts';

/** Sets up the toolbar over the strip: the progress, and the actions for all frames. */
export function setUpToolbar(session: PhotoSession, intake: Intake): void {
  const draw = () => drawToolbar(session);
  session.watch(draw);
  watchLanguage(draw);
  watchView(draw);
  find('#view').addEventListener('click', toggleView);
  find('#stop-all').addEventListener('click', () => intake.stop(session.frames));
  find('#retry-all').addEventListener('click', () => intake.retry(findRetryable(session)));
  find('#clear').addEventListener('click', () => {
    intake.clear();
    find('#file').focus();
  });
  setUpCopyButton(find('#copy-all'), () => JSON.stringify(toJsonResults(session.frames), null, 2));
}

function drawToolbar(session: PhotoSession): void {
  const { frames } = session;
  const pending = frames.filter(isPending).length;
  const failed = findRetryable(session).length;
  find('#progress').textContent = progressText(session);
  find('#view').textContent = currentView() === 'sheet' ? words().photoView : words().sheet;
  find('#view').hidden = frames.length < 2;
  find('#stop-all').hidden = pending < 2;
  find('#retry-all').hidden = failed === 0 || pending > 0 || frames.length < 2;
  find('#retry-all').textContent = words().retryFailed(failed);
  find('#copy-all').hidden = frames.length < 2 || pending > 0;
  const bar = find('.progress-bar');
  bar.toggleAttribute('data-busy', pending > 0);
  const done = frames.length > 0 ? 1 - pending / frames.length : 0;
  find('i', bar).style.inlineSize = `${done * 100}%`;
}

function findRetryable({ frames }: PhotoSession): readonly Frame[] {
  return frames.filter(
    ({ progress }) => progress.state === 'failed' && isRetryable(progress.error),
  );
}
