import { askFor } from './ask.ts';
import { type Frame, isPending, type NewFrame, type Source } from './frame.ts';
import { openPreview } from './preview.ts';
import { Queue } from './queue.ts';
import type { Roll } from './roll.ts';

/** Pictures asked for at once: the service works on some while others travel. */
const asked = 3;
/** Pictures opened at once: a photograph takes 50 MB while it is open. */
const opened = 2;

/** What takes pictures in, asks for them, and asks again. */
export interface Intake {
  /** The first one added is looked at. */
  add(pictures: readonly { readonly name: string; readonly source: Source }[]): void;
  again(frames: readonly Frame[]): void;
  stop(frames: readonly Frame[]): void;
  remove(frame: Frame): void;
  /** Removes all frames. */
  clear(): void;
}

export function createIntake(roll: Roll): Intake {
  const asking = new Queue(asked, (number, signal) => askFor(roll, number, signal));
  const opening = new Queue(opened, async (number) => {
    const source = roll.get(number)?.source;
    if (source?.kind !== 'file') return;
    const url = URL.createObjectURL(source.file);
    const preview = await openPreview(url);
    if (!preview || !roll.get(number)) URL.revokeObjectURL(url);
    roll.change(number, { preview });
    if (roll.get(number)?.progress.state === 'waiting') asking.add(number);
  });
  return {
    add(pictures) {
      const frames = roll.add(pictures.map(newFrame));
      const [first] = frames;
      if (first) roll.select(first.number);
      for (const { number, source } of frames) {
        (source.kind === 'file' ? opening : asking).add(number);
      }
    },
    again(frames) {
      for (const { number } of frames) {
        roll.change(number, { progress: { state: 'waiting' } });
        // A picture that is still being opened is asked for after that.
        if (roll.get(number)?.preview !== undefined) asking.add(number);
      }
    },
    stop(frames) {
      for (const { number } of frames.filter(isPending)) {
        const fault = { code: 'ABORTED', message: '', details: {} };
        roll.change(number, { progress: { state: 'failed', fault } });
        asking.stop(number);
      }
    },
    remove({ number, preview }) {
      opening.stop(number);
      asking.stop(number);
      roll.remove(number);
      if (preview) URL.revokeObjectURL(preview.url);
    },
    clear() {
      opening.clear();
      asking.clear();
      for (const { preview } of roll.frames) if (preview) URL.revokeObjectURL(preview.url);
      roll.clear();
    },
  };
}

function newFrame({ name, source }: { name: string; source: Source }): NewFrame {
  const preview = source.kind === 'address' ? null : undefined;
  return { name, source, preview, progress: { state: 'waiting' }, shrunk: null, more: false };
}
