import type { Answer } from '../../../functions/api/contract.ts';
import { answerOf, type Frame, type NewFrame, type Shrunk } from './frame.ts';
import { openPreview } from './preview.ts';
import type { PhotoSession } from './session.ts';

const key = 'glimpse.session';
/** Milliseconds in which changes are gathered. */
const delay = 400;

interface Kept {
  readonly name: string;
  readonly answer: Answer;
  readonly picture: string | null;
  readonly shrunk: Shrunk | null;
  readonly url?: string;
  readonly sample?: string;
}

/** Keeps answers with small pictures in this tab until it is closed, and shows them again. */
export async function keepHistory(session: PhotoSession): Promise<void> {
  await restore(session);
  const pictures = new WeakMap<HTMLCanvasElement, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    const kept = session.frames.flatMap((frame) => toKept(frame, pictures));
    saveNewest(kept);
  };
  session.watch(() => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  });
  window.addEventListener('pagehide', save);
}

async function restore(session: PhotoSession): Promise<void> {
  const frames = await Promise.all(recall().map(toFrame));
  const last = session.add(frames).at(-1);
  if (last) session.select(last.number);
}

function recall(): Kept[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Kept[];
  } catch {
    // Storage is off: there is no history.
    return [];
  }
}

async function toFrame(kept: Kept): Promise<NewFrame> {
  const { name, answer, picture, shrunk, url, sample } = kept;
  return {
    name,
    source: { kind: 'kept', ...(url && { url }), ...(sample && { sample }) },
    progress: { state: 'answered', answer },
    preview: picture ? await openPreview(picture) : null,
    shrunk,
    showAll: false,
  };
}

function toKept(frame: Frame, pictures: WeakMap<HTMLCanvasElement, string>): Kept[] {
  const answer = answerOf(frame);
  if (!answer) return [];
  const { name, source, preview, shrunk } = frame;
  const url =
    source.kind === 'address' ? source.url.href : 'url' in source ? source.url : undefined;
  const sample = 'sample' in source ? source.sample : undefined;
  const picture = preview && pictureOf(preview.thumbnail, pictures);
  return [
    {
      name,
      answer,
      picture: picture ?? null,
      shrunk,
      ...(url && { url }),
      ...(sample && { sample }),
    },
  ];
}

/** Drawn as a JPEG once. */
function pictureOf(
  thumbnail: HTMLCanvasElement,
  pictures: WeakMap<HTMLCanvasElement, string>,
): string {
  const known = pictures.get(thumbnail);
  if (known) return known;
  const picture = thumbnail.toDataURL('image/jpeg', 0.75);
  pictures.set(thumbnail, picture);
  return picture;
}

/** As much as the browser keeps for a tab, some 5 MB: the oldest are given up first. */
function saveNewest(kept: readonly Kept[]): void {
  for (let from = 0; from <= kept.length; from += Math.ceil(kept.length / 8) || 1) {
    try {
      sessionStorage.setItem(key, JSON.stringify(kept.slice(from)));
      return;
    } catch {
      // Full, or off.
    }
  }
}
