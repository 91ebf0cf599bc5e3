import { announce } from '../dom/announce.ts';
import { type Frame, getAnswer, isPending } from '../state/frame.ts';
import { getLabel } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { formatRoundPercent } from '../text/format.ts';
import { words } from '../text/language.ts';
import { errorText } from './error-text.ts';

/** If more frames than this are pending, announcements report the progress, not each frame. */
const maxSingly = 3;
/** Milliseconds between two announcements of the progress. */
const progressIntervalMs = 8_000;

/** Summarizes a frame: its best label with the percentage, its error or its state. */
export function summaryText(frame: Frame): string {
  const { progress } = frame;
  if (progress.state === 'failed') return errorText(progress.error);
  const answer = getAnswer(frame);
  const best = answer?.predictions[0];
  if (best) return `${getLabel(best, answer.model)}, ${formatRoundPercent(best.score)}`;
  return progress.state === 'answered' ? '' : words()[progress.state];
}

/** Announces results to screen readers: each frame's, or the progress if there are many. */
export function announceProgress(session: PhotoSession): void {
  let isMany = false;
  let lastTime = 0;
  const announced = new Set<number>();
  session.watch((frame) => {
    const pending = session.frames.filter(isPending).length;
    if (pending > maxSingly) isMany = true;
    if (!frame || isPending(frame)) {
      if (frame) announced.delete(frame.number);
      return;
    }
    if (announced.has(frame.number)) return;
    announced.add(frame.number);
    if (!isMany) return announce(words().announcement(frame.name, summaryText(frame)));
    if (pending > 0 && Date.now() - lastTime < progressIntervalMs) return;
    lastTime = Date.now();
    announce(progressText(session));
    if (pending === 0) isMany = false;
  });
}

/** Returns the progress of a session: `58 of 60 answered, 2 failed`. */
export function progressText({ frames }: PhotoSession): string {
  const answered = frames.filter(getAnswer).length;
  const failed = frames.filter(({ progress }) => progress.state === 'failed').length;
  const text = words().progress(answered, frames.length);
  return failed > 0 ? `${text}, ${words().failures(failed)}` : text;
}
