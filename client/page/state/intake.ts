import { classifyFrame } from './classify.ts';
import { type Frame, isPending, type NewFrame, type Source } from './frame.ts';
import { openPreview } from './preview.ts';
import { Queue } from './queue.ts';
import type { PhotoSession } from './session.ts';

/** Requests in flight: the service works on some pictures while others are uploaded. */
const maxRequests = 3;
/** Pictures opened at once: an open photograph takes 50 MB. */
const maxOpening = 2;

/** Adds pictures to the session, classifies them, and retries. */
export interface Intake {
  /** Adds pictures and selects the first one. */
  add(pictures: readonly { readonly name: string; readonly source: Source }[]): void;
  retry(frames: readonly Frame[]): void;
  stop(frames: readonly Frame[]): void;
  remove(frame: Frame): void;
  /** Removes all frames. */
  clear(): void;
}

export function createIntake(session: PhotoSession): Intake {
  const classifying = new Queue(maxRequests, (number, signal) =>
    classifyFrame(session, number, signal),
  );
  const opening = new Queue(maxOpening, async (number) => {
    const source = session.get(number)?.source;
    if (source?.kind !== 'file') return;
    const url = URL.createObjectURL(source.file);
    const preview = await openPreview(url);
    if (!preview || !session.get(number)) URL.revokeObjectURL(url);
    session.change(number, { preview });
    if (session.get(number)?.progress.state === 'waiting') classifying.add(number);
  });
  return {
    add(pictures) {
      const frames = session.add(pictures.map(toNewFrame));
      const [first] = frames;
      if (first) session.select(first.number);
      for (const { number, source } of frames) {
        (source.kind === 'file' ? opening : classifying).add(number);
      }
    },
    retry(frames) {
      for (const { number } of frames) {
        session.change(number, { progress: { state: 'waiting' } });
        // A picture that is still being opened is classified after that.
        if (session.get(number)?.preview !== undefined) classifying.add(number);
      }
    },
    stop(frames) {
      for (const { number } of frames.filter(isPending)) {
        const error = { code: 'ABORTED', message: '', details: {} };
        session.change(number, { progress: { state: 'failed', error } });
        classifying.stop(number);
      }
    },
    remove({ number, preview }) {
      opening.stop(number);
      classifying.stop(number);
      session.remove(number);
      if (preview) URL.revokeObjectURL(preview.url);
    },
    clear() {
      opening.clear();
      classifying.clear();
      for (const { preview } of session.frames) if (preview) URL.revokeObjectURL(preview.url);
      session.clear();
    },
  };
}

function toNewFrame({ name, source }: { name: string; source: Source }): NewFrame {
  const preview = source.kind === 'address' ? null : undefined;
  return { name, source, preview, progress: { state: 'waiting' }, shrunk: null, showAll: false };
}

/** Retries the frames that could not be sent as soon as the browser is online again. */
export function retryWhenOnline(session: PhotoSession, intake: Intake): void {
  window.addEventListener('online', () => {
    const unsent = session.frames.filter(
      ({ progress }) => progress.state === 'failed' && progress.error.code === 'UNREACHABLE',
    );
    intake.retry(unsent);
  });
}
