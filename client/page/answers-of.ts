import { answerOf, type Frame } from './frame.ts';

/** Frames as `glimpse classify --json` writes them; those that still wait are left out. */
export function answersOf(frames: readonly Frame[]): object[] {
  return frames.flatMap((frame): object[] => {
    const { progress, name, source } = frame;
    const input = source.kind === 'address' ? source.url.href : name;
    const answer = answerOf(frame);
    if (answer) return [{ input, ok: true, ...answer }];
    return progress.state === 'failed' ? [{ input, ok: false, error: progress.fault }] : [];
  });
}
