import { announce } from './announce.ts';
import { explainFault } from './explain-fault.ts';
import { roundPercent } from './figures.ts';
import { answerOf, type Frame, isPending } from './frame.ts';
import { nameOf } from './labels.ts';
import { words } from './language.ts';
import type { Roll } from './roll.ts';

/** More than so many at once are told as a whole, not one by one. */
const few = 3;
/** Milliseconds between two tellings of how far many have come. */
const pause = 8_000;

/** What a frame says, in a few words: the best name with its percentage, or what went wrong. */
export function gist(frame: Frame): string {
  const { progress } = frame;
  if (progress.state === 'failed') return explainFault(progress.fault);
  const answer = answerOf(frame);
  const best = answer?.predictions[0];
  if (best) return `${nameOf(best, answer.model)}, ${roundPercent(best.score)}`;
  return progress.state === 'answered' ? '' : words()[progress.state];
}

/** Tells a screen reader what comes of the frames: each one's answer, or of many how far they are. */
export function reportProgress(roll: Roll): void {
  let many = false;
  let last = 0;
  const told = new Set<number>();
  roll.watch((frame) => {
    const pending = roll.frames.filter(isPending).length;
    if (pending > few) many = true;
    if (!frame || isPending(frame)) {
      if (frame) told.delete(frame.number);
      return;
    }
    if (told.has(frame.number)) return;
    told.add(frame.number);
    if (!many) return announce(words().said(frame.name, gist(frame)));
    if (pending > 0 && Date.now() - last < pause) return;
    last = Date.now();
    announce(summary(roll));
    if (pending === 0) many = false;
  });
}

/** `58 of 60 answered, 2 failed`. */
export function summary({ frames }: Roll): string {
  const answered = frames.filter(answerOf).length;
  const failed = frames.filter(({ progress }) => progress.state === 'failed').length;
  const said = words().progress(answered, frames.length);
  return failed > 0 ? `${said}, ${words().failures(failed)}` : said;
}
