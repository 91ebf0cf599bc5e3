import type { Answer } from '../../../functions/api/contract.ts';
import type { Fault, Frame, NewFrame } from './frame.ts';
import { service } from './service.ts';
import type { PhotoSession } from './session.ts';
import { mustShrink, shrinkToFit } from './shrink.ts';

/** Enough for who wants more than the first names. */
const names = 20;
/** Milliseconds after which waiting needs a word. */
const lateMs = 5_000;

type Write = (parts: Partial<NewFrame>) => void;

/**
 * Asks for the answer to one frame of the session and writes down what comes; never rejects. Once
 * `signal` is aborted nothing is written: the frame belongs to whoever stopped this.
 */
export async function classifyFrame(
  session: PhotoSession,
  number: number,
  signal: AbortSignal,
): Promise<void> {
  const frame = session.get(number);
  if (!frame) return;
  const write: Write = (parts) => {
    if (!signal.aborted) session.change(number, parts);
  };
  const late = setTimeout(() => {
    if (session.get(number)?.progress.state !== 'asking') return;
    write({ progress: { state: 'asking', late: true } });
  }, lateMs);
  try {
    const answer = await answerTo(frame, write, signal);
    write({ progress: { state: 'answered', answer } });
  } catch (error) {
    write({ progress: { state: 'failed', fault: toFault(error) } });
  } finally {
    clearTimeout(late);
  }
}

async function answerTo(frame: Frame, write: Write, signal: AbortSignal): Promise<Answer> {
  const asking = { progress: { state: 'asking', late: false } } as const;
  const { source, preview } = frame;
  if (source.kind === 'kept') throw { code: 'KEPT', message: '', details: {} };
  write(asking);
  const model = await service.model();
  signal.throwIfAborted();
  const options = { topK: names, explain: model.explains, signal };
  if (source.kind === 'address') return service.classify(source.url, options);
  if (!mustShrink(source.file, preview ?? null, model)) {
    return service.classify(source.file, options);
  }
  write({ progress: { state: 'shrinking' } });
  const { picture, shrunk } = await shrinkToFit(source.file, model);
  signal.throwIfAborted();
  write({ ...asking, shrunk });
  return service.classify(picture, options);
}

function toFault(error: unknown): Fault {
  const { code, message, details } = error as Partial<Fault>;
  if (typeof code !== 'string') {
    return { code: 'UNEXPECTED_ANSWER', message: String(error), details: {} };
  }
  return { code, message: message ?? '', details: details ?? {} };
}
