import { answersOf } from './answers-of.ts';
import { mayHelpAgain } from './explain-fault.ts';
import { find } from './find.ts';
import { isPending } from './frame.ts';
import type { Intake } from './intake.ts';
import { watchLanguage, words } from './language.ts';
import { offerCopy } from './offer-copy.ts';
import { summary } from './report.ts';
import type { Roll } from './roll.ts';
import { turn, view, watchView } from './view.ts';

/** What stands over the strip: how far the queue is, and what can be done with all frames. */
export function showSheetHead(roll: Roll, intake: Intake): void {
  const draw = () => drawHead(roll);
  roll.watch(draw);
  watchLanguage(draw);
  watchView(draw);
  find('#view').addEventListener('click', turn);
  find('#stop-all').addEventListener('click', () => intake.stop(roll.frames));
  find('#again-all').addEventListener('click', () => intake.again(failedOf(roll)));
  find('#clear').addEventListener('click', () => {
    intake.clear();
    find('#file').focus();
  });
  offerCopy(find('#copy-all'), () => JSON.stringify(answersOf(roll.frames), null, 2));
}

function drawHead(roll: Roll): void {
  const { frames } = roll;
  const pending = frames.filter(isPending).length;
  const failed = failedOf(roll).length;
  find('#progress').textContent = summary(roll);
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

function failedOf({ frames }: Roll) {
  return frames.filter(
    ({ progress }) => progress.state === 'failed' && mayHelpAgain(progress.fault),
  );
}
