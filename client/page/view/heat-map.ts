import { announce } from '../dom/announce.ts';
import { find } from '../dom/query.ts';
import { getAnswer } from '../state/frame.ts';
import { getLabel, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { watchLanguage, words } from '../text/language.ts';
import { drawHeatMap } from './draw-heat.ts';
import { type Explanation, hottestThird, type Size } from './heat-field.ts';
import { currentView, watchView } from './mode.ts';

/** Longest side of the canvas in pixels: the map is too coarse for more to show. */
const maxSide = 1_400;
/** Milliseconds after which a touch counts as holding, not as scrolling. */
const holdMs = 180;

/** Shows the heat map while the photograph or the key H is held, or by its button. */
export function setUpHeatMap(session: PhotoSession): void {
  const held = { pointer: false, key: false, button: false };
  const draw = () => drawSelected(session, held.pointer || held.key || held.button);
  const setHeld = (by: keyof typeof held, isHeld: boolean) => {
    if (held[by] === isHeld) return;
    held[by] = isHeld;
    draw();
  };
  watchPointer((isHeld) => setHeld('pointer', isHeld));
  watchKey((isHeld) => setHeld('key', isHeld));
  const button = find('#heat-map-toggle');
  button.addEventListener('click', () => {
    setHeld('button', !held.button);
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

function watchPointer(setHeld: (isHeld: boolean) => void): void {
  const picture = find('#picture');
  let timer: ReturnType<typeof setTimeout> | undefined;
  picture.addEventListener('pointerdown', ({ pointerType, button }) => {
    if (button !== 0) return;
    timer = setTimeout(() => setHeld(true), pointerType === 'mouse' ? 0 : holdMs);
  });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    window.addEventListener(end, () => {
      clearTimeout(timer);
      setHeld(false);
    });
  }
  // A long press would offer to save the picture.
  picture.addEventListener('contextmenu', (event) => {
    if (!find('#heat-map').hidden) event.preventDefault();
  });
}

function watchKey(setHeld: (isHeld: boolean) => void): void {
  const isH = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
    /^h$/i.test(key) && !(target instanceof HTMLInputElement) && !(ctrlKey || metaKey || altKey);
  document.addEventListener('keydown', (event) => isH(event) && setHeld(true));
  document.addEventListener('keyup', ({ key }) => /^h$/i.test(key) && setHeld(false));
  window.addEventListener('blur', () => setHeld(false));
}

function drawSelected(session: PhotoSession, isHeld: boolean): void {
  const frame = session.selected;
  const answer = getAnswer(frame);
  const explanation = answer?.explanation;
  const best = answer?.predictions[0];
  const isShown = Boolean(
    isHeld && explanation && best && frame?.preview && currentView() === 'photo',
  );
  find('#heat-map').hidden = !isShown;
  find('#heat-map-controls').hidden = !explanation || !frame?.preview;
  const isTouch = matchMedia('(hover: none)').matches;
  const hint = isTouch ? words().heatMapTouchHint : words().heatMapHint;
  find('#heat-map-hint').textContent =
    isShown && best ? words().heatMapCaption(getLabel(best, answer.model)) : hint;
  if (!isShown || !explanation || !answer) return;
  drawCanvas(explanation, answer.image);
  placeMarks(explanation, answer.image);
}

function drawCanvas(explanation: Explanation, image: Size): void {
  const layer = find('#heat-map');
  const canvas = find<HTMLCanvasElement>('canvas', layer);
  const box = layer.getBoundingClientRect();
  const density = Math.min(devicePixelRatio, maxSide / Math.max(box.width, box.height));
  canvas.width = Math.max(1, Math.round(box.width * density));
  canvas.height = Math.max(1, Math.round(box.height * density));
  drawHeatMap(canvas, explanation, image);
}

function placeMarks({ region }: Explanation, image: Size): void {
  const { style } = find('#heat-map .marks');
  const toPercent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  style.left = toPercent(region.left, image.width);
  style.top = toPercent(region.top, image.height);
  style.width = toPercent(region.width, image.width);
  style.height = toPercent(region.height, image.height);
}

function describePosition({ selected }: PhotoSession): string {
  const answer = getAnswer(selected);
  const best = answer?.predictions[0];
  if (!answer?.explanation || !best) return '';
  const { row, column } = hottestThird(answer.explanation, answer.image);
  const position = words().positions[row]?.[column] ?? '';
  return words().heatMapPosition(position, getLabel(best, answer.model));
}
