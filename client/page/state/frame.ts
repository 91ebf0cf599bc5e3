import type { Answer } from '../../../functions/api/contract.ts';

/** Where a frame's picture comes from. */
export type Source =
  | { readonly kind: 'file'; readonly file: File; readonly sample?: string }
  | { readonly kind: 'address'; readonly url: URL }
  /** Of before the page was loaded again: the answer is kept, the file is not. */
  | { readonly kind: 'kept'; readonly url?: string; readonly sample?: string };

/** Why there is no answer: a code of the service or of its client, with the code's details. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Progress =
  | { readonly state: 'waiting' }
  | { readonly state: 'shrinking' }
  | { readonly state: 'asking'; readonly late: boolean }
  | { readonly state: 'answered'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly fault: Fault };

/** What the browser shows of a picture. */
export interface Preview {
  /** `blob:` or `data:`. */
  readonly url: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** At most 480 pixels on its long side. */
  readonly thumbnail: HTMLCanvasElement;
}

/** A picture that was sent smaller than it is. */
export interface Shrunk {
  readonly fromBytes: number;
  readonly toBytes: number;
}

/** One picture on the session. */
export interface Frame {
  /** Counts from 1 and is given once: what is done for a frame, late work too, goes by it. */
  readonly number: number;
  /** What stands on the edge of the film: counts from 1, and once more after each clearing. */
  readonly displayNumber: number;
  readonly name: string;
  readonly source: Source;
  readonly progress: Progress;
  /** `undefined` until the browser has opened it, `null` where it cannot show the picture. */
  readonly preview: Preview | null | undefined;
  readonly shrunk: Shrunk | null;
  /** Whether more than the first names are shown. */
  readonly showAll: boolean;
}

/** A frame before the session has numbered it. */
export type NewFrame = Omit<Frame, 'number' | 'displayNumber'>;

export function answerOf(frame: Frame | null): Answer | null {
  return frame?.progress.state === 'answered' ? frame.progress.answer : null;
}

/** Whether a frame still waits for its answer. */
export function isPending({ progress }: Frame): boolean {
  return progress.state !== 'answered' && progress.state !== 'failed';
}

/** Frames as `glimpse classify --json` writes them; those that still wait are left out. */
export function toJsonResults(frames: readonly Frame[]): object[] {
  return frames.flatMap((frame): object[] => {
    const { progress, name, source } = frame;
    const input = source.kind === 'address' ? source.url.href : name;
    const answer = answerOf(frame);
    if (answer) return [{ input, ok: true, ...answer }];
    return progress.state === 'failed' ? [{ input, ok: false, error: progress.fault }] : [];
  });
}
