import type { Answer } from '../../../functions/api/contract.ts';
import { type Frame, getAddress, getAnswer, type NewFrame, type Shrunk } from './frame.ts';
import { openPreview } from './preview.ts';
import type { PhotoSession } from './session.ts';

const key = 'glimpse.session';
/** Milliseconds to wait before saving; changes within them are saved together. */
const saveDelayMs = 400;

/** A frame as it is saved. */
interface SavedFrame {
  readonly name: string;
  readonly answer: Answer;
  /** Thumbnail as a `data:` URL. */
  readonly picture: string | null;
  readonly shrunk: Shrunk | null;
  readonly url?: string;
  readonly sample?: string;
}

/** Saves answers and thumbnails in this tab until it is closed, and restores them after a reload. */
export async function keepHistory(session: PhotoSession): Promise<void> {
  await restore(session);
  const pictures = new WeakMap<HTMLCanvasElement, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => saveNewest(session.frames.flatMap((frame) => toSavedFrame(frame, pictures)));
  session.watch(() => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  });
  window.addEventListener('pagehide', save);
}

async function restore(session: PhotoSession): Promise<void> {
  const frames = await Promise.all(loadSavedFrames().map(toFrame));
  const last = session.add(frames).at(-1);
  if (last) session.select(last.number);
}

function loadSavedFrames(): SavedFrame[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as SavedFrame[];
  } catch {
    // Storage is off: there is no history.
    return [];
  }
}

async function toFrame(saved: SavedFrame): Promise<NewFrame> {
  const { name, answer, picture, shrunk, url, sample } = saved;
  return {
    name,
    source: { kind: 'restored', ...(url && { url }), ...(sample && { sample }) },
    progress: { state: 'answered', answer },
    preview: picture ? await openPreview(picture) : null,
    shrunk,
    showAll: false,
  };
}

function toSavedFrame(frame: Frame, pictures: WeakMap<HTMLCanvasElement, string>): SavedFrame[] {
  const answer = getAnswer(frame);
  if (!answer) return [];
  const { name, source, preview, shrunk } = frame;
  const url = getAddress(source);
  const sample = 'sample' in source ? source.sample : undefined;
  const picture = preview && encodeThumbnail(preview.thumbnail, pictures);
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

/** Encodes each thumbnail once. */
function encodeThumbnail(
  thumbnail: HTMLCanvasElement,
  pictures: WeakMap<HTMLCanvasElement, string>,
): string {
  const known = pictures.get(thumbnail);
  if (known) return known;
  const picture = thumbnail.toDataURL('image/jpeg', 0.75);
  pictures.set(thumbnail, picture);
  return picture;
}

/** Saves as much as the browser allows a tab, about 5 MB: drops the oldest frames first. */
function saveNewest(saved: readonly SavedFrame[]): void {
  for (let from = 0; from <= saved.length; from += Math.ceil(saved.length / 8) || 1) {
    try {
      sessionStorage.setItem(key, JSON.stringify(saved.slice(from)));
      return;
    } catch {
      // Full, or off.
    }
  }
}
