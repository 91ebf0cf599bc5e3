import { classifyFrame } from './classify.ts';
import { type Frame, isPending, type NewFrame, type Source } from './frame.ts';
import { openPreview } from './preview.ts';
import { Queue } from './queue.ts';
import type { PhotoSession } from './session.ts';

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

export function createIntake(session: PhotoSession): Intake {
  const asking = new Queue(asked, (number, signal) => classifyFrame(session, number, signal));
  const opening = new Queue(opened, async (number) => {
    const source = session.get(number)?.source;
    if (source?.kind !== 'file') return;
    const url = URL.createObjectURL(source.file);
    const preview = await openPreview(url);
    if (!preview || !session.get(number)) URL.revokeObjectURL(url);
    session.change(number, { preview });
    if (session.get(number)?.progress.state === 'waiting') asking.add(number);
  });
  return {
    add(pictures) {
      const frames = session.add(pictures.map(newFrame));
      const [first] = frames;
      if (first) session.select(first.number);
      for (const { number, source } of frames) {
        (source.kind === 'file' ? opening : asking).add(number);
      }
    },
    again(frames) {
      for (const { number } of frames) {
        session.change(number, { progress: { state: 'waiting' } });
        // A picture that is still being opened is asked for after that.
        if (session.get(number)?.preview !== undefined) asking.add(number);
      }
    },
    stop(frames) {
      for (const { number } of frames.filter(isPending)) {
        const fault = { code: 'ABORTED', message: '', details: {} };
        session.change(number, { progress: { state: 'failed', fault } });
        asking.stop(number);
      }
    },
    remove({ number, preview }) {
      opening.stop(number);
      asking.stop(number);
      session.remove(number);
      if (preview) URL.revokeObjectURL(preview.url);
    },
    clear() {
      opening.clear();
      asking.clear();
      for (const { preview } of session.frames) if (preview) URL.revokeObjectURL(preview.url);
      session.clear();
    },
  };
}

function newFrame({ name, source }: { name: string; source: Source }): NewFrame {
  const preview = source.kind === 'address' ? null : undefined;
  return { name, source, preview, progress: { state: 'waiting' }, shrunk: null, showAll: false };
}

/** Asks again for what could not be sent, once the browser is connected again. */
export function retryWhenOnline(session: PhotoSession, intake: Intake): void {
  window.addEventListener('online', () => {
    const unsent = session.frames.filter(
      ({ progress }) => progress.state === 'failed' && progress.fault.code === 'UNREACHABLE',
    );
    intake.again(unsent);
  });
}
