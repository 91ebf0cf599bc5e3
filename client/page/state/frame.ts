import type { Answer } from '../../../functions/api/contract.ts';

/** Where a frame's picture comes from. */
export type Source =
  | { readonly kind: 'file'; readonly file: File; readonly sample?: string }
  | { readonly kind: 'address'; readonly url: URL }
  /** Restored after a reload: the answer was saved, the file was not. */
  | { readonly kind: 'restored'; readonly url?: string; readonly sample?: string };

/** Why a frame has no answer: a code of the service or of its client, with the code's details. */
export interface FrameError {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export type Progress =
  | { readonly state: 'waiting' }
  | { readonly state: 'shrinking' }
  | { readonly state: 'classifying'; readonly late: boolean }
  | { readonly state: 'answered'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly error: FrameError };

/** A picture as the browser shows it. */
export interface Preview {
  /** `blob:` or `data:`. */
  readonly url: string;
  /** Width and height of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** At most 480 pixels on its long side. */
  readonly thumbnail: HTMLCanvasElement;
}

/** Sizes of a picture that was shrunk before it was sent. */
export interface Shrunk {
  readonly fromBytes: number;
  readonly toBytes: number;
}

/** One picture of the session. */
export interface Frame {
  /** Identifies the frame: counts from 1, never reused, so a late result cannot reach another frame. */
  readonly number: number;
  /** Shown on the edge of the film: counts from 1, and again from 1 after "Clear". */
  readonly displayNumber: number;
  readonly name: string;
  readonly source: Source;
  readonly progress: Progress;
  /** `undefined` until the browser has opened it, `null` if the browser cannot show the picture. */
  readonly preview: Preview | null | undefined;
  readonly shrunk: Shrunk | null;
  /** Whether all predictions are shown, not only the first ones. */
  readonly showAll: boolean;
}

/** A frame before the session has numbered it. */
export type NewFrame = Omit<Frame, 'number' | 'displayNumber'>;

export function getAnswer(frame: Frame | null): Answer | null {
  return frame?.progress.state === 'answered' ? frame.progress.answer : null;
}

/** Whether a frame still waits for its answer. */
export function isPending({ progress }: Frame): boolean {
  return progress.state !== 'answered' && progress.state !== 'failed';
}

/** Converts frames to the output of `glimpse classify --json`; leaves out pending ones. */
export function toJsonResults(frames: readonly Frame[]): object[] {
  return frames.flatMap((frame): object[] => {
    const { progress, name, source } = frame;
    const input = source.kind === 'address' ? source.url.href : name;
    const answer = getAnswer(frame);
    if (answer) return [{ input, ok: true, ...answer }];
    return progress.state === 'failed' ? [{ input, ok: false, error: progress.error }] : [];
  });
}

/** Returns the address of a picture that did not come from a file. */
export function getAddress(source: Source): string | undefined {
  if (source.kind === 'address') return source.url.href;
  return source.kind === 'restored' ? source.url : undefined;
}
