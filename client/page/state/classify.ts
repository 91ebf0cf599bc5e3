import type { Answer } from '../../../functions/api/contract.ts';
import type { Frame, FrameError, NewFrame } from './frame.ts';
import { service } from './service.ts';
import type { PhotoSession } from './session.ts';
import { mustShrink, shrinkToFit } from './shrink.ts';

/** Predictions per request: the first five are shown, the others on demand. */
const topK = 20;
/** Milliseconds after which the page reports that the answer is late. */
const lateMs = 5_000;

type Update = (parts: Partial<NewFrame>) => void;

/**
 * Classifies one frame of the session and stores the answer or the error in it; never rejects. After
 * `signal` is aborted it does not change the frame, which then belongs to the caller.
 */
export async function classifyFrame(
  session: PhotoSession,
  number: number,
  signal: AbortSignal,
): Promise<void> {
  const frame = session.get(number);
  if (!frame) return;
  const update: Update = (parts) => {
    if (!signal.aborted) session.change(number, parts);
  };
  const late = setTimeout(() => {
    if (session.get(number)?.progress.state !== 'classifying') return;
    update({ progress: { state: 'classifying', late: true } });
  }, lateMs);
  try {
    const answer = await requestAnswer(frame, update, signal);
    update({ progress: { state: 'answered', answer } });
  } catch (error) {
    update({ progress: { state: 'failed', error: toFrameError(error) } });
  } finally {
    clearTimeout(late);
  }
}

async function requestAnswer(frame: Frame, update: Update, signal: AbortSignal): Promise<Answer> {
  const classifying = { progress: { state: 'classifying', late: false } } as const;
  const { source, preview } = frame;
  if (source.kind === 'restored') throw { code: 'FILE_GONE', message: '', details: {} };
  update(classifying);
  const model = await service.model();
  signal.throwIfAborted();
  const options = { topK, explain: model.explains, signal };
  if (source.kind === 'address') return service.classify(source.url, options);
  if (!mustShrink(source.file, preview ?? null, model)) {
    return service.classify(source.file, options);
  }
  update({ progress: { state: 'shrinking' } });
  const { picture, shrunk } = await shrinkToFit(source.file, model);
  signal.throwIfAborted();
  update({ ...classifying, shrunk });
  return service.classify(picture, options);
}

function toFrameError(error: unknown): FrameError {
  const { code, message, details } = error as Partial<FrameError>;
  if (typeof code !== 'string') {
    return { code: 'UNEXPECTED_ANSWER', message: String(error), details: {} };
  }
  return { code, message: message ?? '', details: details ?? {} };
}
