import { find } from '../dom/query.ts';
import { isPending, toJsonResults } from '../state/frame.ts';
import type { Intake } from '../state/intake.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { summary } from './announcements.ts';
import { setUpCopyButton } from './copy-button.ts';
import { isRetryable } from './error-text.ts';
import { toggleView, view, watchView } from './mode.ts';

/** What stands over the strip: how far the queue is, and what can be done with all frames. */
export function setUpToolbar(session: PhotoSession, intake: Intake): void {
  const draw = () => drawToolbar(session);
  session.watch(draw);
  watchLanguage(draw);
  watchView(draw);
  find('#view').addEventListener('click', toggleView);
  find('#stop-all').addEventListener('click', () => intake.stop(session.frames));
  find('#again-all').addEventListener('click', () => intake.again(failedOf(session)));
  find('#clear').addEventListener('click', () => {
    intake.clear();
    find('#file').focus();
  });
  setUpCopyButton(find('#copy-all'), () => JSON.stringify(toJsonResults(session.frames), null, 2));
}

function drawToolbar(session: PhotoSession): void {
  const { frames } = session;
  const pending = frames.filter(isPending).length;
  const failed = failedOf(session).length;
  find('#progress').textContent = summary(session);
  find('#view').textContent = view() === 'sheet' ? words().loupe : words().sheet;
  find('#view').hidden = frames.length < 2;
  find('#stop-all').hidden = pending < 2;
  find('#again-all').hidden = failed === 0 || pending > 0 || frames.length < 2;
  find('#again-all').textContent = words().failedAgain(failed);
  find('#copy-all').hidden = frames.length < 2 || pending > 0;
  const gauge = find('.gauge');
  gauge.toggleAttribute('data-busy', pending > 0);
  const done = frames.length > 0 ? 1 - pending / frames.length : 0;
  find('i', gauge).style.inlineSize = `${done * 100}%`;
}

function failedOf({ frames }: PhotoSession) {
  return frames.filter(
    ({ progress }) => progress.state === 'failed' && isRetryable(progress.fault),
  );
}
