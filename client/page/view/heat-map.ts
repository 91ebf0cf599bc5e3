import { announce } from '../dom/announce.ts';
import { find } from '../dom/query.ts';
import { answerOf } from '../state/frame.ts';
import { nameOf, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { drawHeatMap } from './draw-heat.ts';
import { hottestThird } from './heat-field.ts';
import { view, watchView } from './mode.ts';

/** More pixels than this show nothing more of a map that is so coarse. */
const longSide = 1_400;
/** Milliseconds after which a finger holds, and does not scroll. */
const hold = 180;

/** Shows where the network looked: while the photograph or the key H is held, or by its button. */
export function setUpHeatMap(session: PhotoSession): void {
  const held = { pointer: false, key: false, button: false };
  const draw = () => drawCurrentHeatMap(session, held.pointer || held.key || held.button);
  const set = (by: keyof typeof held, is: boolean) => {
    if (held[by] === is) return;
    held[by] = is;
    draw();
  };
  holdPicture((is) => set('pointer', is));
  holdKey((is) => set('key', is));
  const button = find('#where');
  button.addEventListener('click', () => {
    set('button', !held.button);
    button.setAttribute('aria-pressed', String(held.button));
    if (held.button) announce(describePosition(session));
  });
  session.watch((frame) => {
    if (!frame || frame.number === session.selected?.number) draw();
  });
  watchLanguage(draw);
  watchLabels(draw);
  watchView(draw);
  window.addEventListener('resize', draw);
}

function holdPicture(set: (is: boolean) => void): void {
  const picture = find('#picture');
  let timer: ReturnType<typeof setTimeout> | undefined;
  picture.addEventListener('pointerdown', ({ pointerType, button }) => {
    if (button !== 0) return;
    timer = setTimeout(() => set(true), pointerType === 'mouse' ? 0 : hold);
  });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    window.addEventListener(end, () => {
      clearTimeout(timer);
      set(false);
    });
  }
  // A long press would offer to save the picture.
  picture.addEventListener('contextmenu', (event) => {
    if (!find('#heat').hidden) event.preventDefault();
  });
}

function holdKey(set: (is: boolean) => void): void {
  const isH = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
    /^h$/i.test(key) && !(target instanceof HTMLInputElement) && !(ctrlKey || metaKey || altKey);
  document.addEventListener('keydown', (event) => isH(event) && set(true));
  document.addEventListener('keyup', ({ key }) => /^h$/i.test(key) && set(false));
  window.addEventListener('blur', () => set(false));
}

function drawCurrentHeatMap(session: PhotoSession, is: boolean): void {
  const frame = session.selected;
  const answer = frame && answerOf(frame);
  const explanation = answer?.explanation;
  const best = answer?.predictions[0];
  const layer = find('#heat');
  const shown = Boolean(is && explanation && best && frame?.preview && view() === 'loupe');
  layer.hidden = !shown;
  find('#looking').hidden = !explanation || !frame?.preview;
  const hint = matchMedia('(hover: none)').matches ? words().whereTouch : words().whereHint;
  find('#where-hint').textContent =
    shown && best ? words().whereCaption(nameOf(best, answer.model)) : hint;
  if (!shown || !explanation || !answer) return;
  const { image } = answer;
  const canvas = find<HTMLCanvasElement>('canvas', layer);
  const box = layer.getBoundingClientRect();
  const dense = Math.min(devicePixelRatio, longSide / Math.max(box.width, box.height));
  canvas.width = Math.max(1, Math.round(box.width * dense));
  canvas.height = Math.max(1, Math.round(box.height * dense));
  drawHeatMap(canvas, explanation, image);
  const marks = find('.marks', layer);
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  marks.style.left = share(explanation.region.left, image.width);
  marks.style.top = share(explanation.region.top, image.height);
  marks.style.width = share(explanation.region.width, image.width);
  marks.style.height = share(explanation.region.height, image.height);
}

function describePosition({ selected }: PhotoSession): string {
  const answer = selected && answerOf(selected);
  const best = answer?.predictions[0];
  if (!answer?.explanation || !best) return '';
  const { row, column } = hottestThird(answer.explanation, answer.image);
  return words().whereSaid(words().places[row]?.[column] ?? '', nameOf(best, answer.model));
}
