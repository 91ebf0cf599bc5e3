import { announce } from '../dom/announce.ts';
import { answerOf, type Frame, isPending } from '../state/frame.ts';
import { nameOf } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { roundPercent } from '../text/format.ts';
import { words } from '../text/language.ts';
import { errorText } from './error-text.ts';

/** More than so many at once are told as a whole, not one by one. */
const few = 3;
/** Milliseconds between two tellings of how far many have come. */
const pause = 8_000;

/** What a frame says, in a few words: the best name with its percentage, or what went wrong. */
export function summaryText(frame: Frame): string {
  const { progress } = frame;
  if (progress.state === 'failed') return errorText(progress.fault);
  const answer = answerOf(frame);
  const best = answer?.predictions[0];
  if (best) return `${nameOf(best, answer.model)}, ${roundPercent(best.score)}`;
  return progress.state === 'answered' ? '' : words()[progress.state];
}

/** Tells a screen reader what comes of the frames: each one's answer, or of many how far they are. */
export function announceProgress(session: PhotoSession): void {
  let many = false;
  let last = 0;
  const told = new Set<number>();
  session.watch((frame) => {
    const pending = session.frames.filter(isPending).length;
    if (pending > few) many = true;
    if (!frame || isPending(frame)) {
      if (frame) told.delete(frame.number);
      return;
    }
    if (told.has(frame.number)) return;
    told.add(frame.number);
    if (!many) return announce(words().said(frame.name, summaryText(frame)));
    if (pending > 0 && Date.now() - last < pause) return;
    last = Date.now();
    announce(summary(session));
    if (pending === 0) many = false;
  });
}

/** `58 of 60 answered, 2 failed`. */
export function summary({ frames }: PhotoSession): string {
  const answered = frames.filter(answerOf).length;
  const failed = frames.filter(({ progress }) => progress.state === 'failed').length;
  const said = words().progress(answered, frames.length);
  return failed > 0 ? `${said}, ${words().failures(failed)}` : said;
}
