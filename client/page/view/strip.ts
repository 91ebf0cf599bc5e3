import { cloneTemplate, find } from '../dom/query.ts';
import { answerOf, type Frame } from '../state/frame.ts';
import { languageOfNames, nameOf, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { percent } from '../text/format.ts';
import { watchLanguage, words } from '../text/language.ts';
import { summaryText } from './announcements.ts';
import { show, view, watchView } from './mode.ts';

/** Shows the session as a strip of frames with their numbers; a click or Enter looks at one. */
export function setUpStrip(session: PhotoSession): void {
  const strip = find('#strip');
  const items = new Map<number, HTMLElement>();
  const draw = (frame: Frame | null): void => {
    if (frame) {
      drawFrame(items.get(frame.number), frame, session);
      return;
    }
    for (const [number, item] of items) {
      if (session.get(number)) continue;
      item.remove();
      items.delete(number);
    }
    for (const each of session.frames) {
      if (!items.has(each.number)) {
        const item = newItem(each, session);
        items.set(each.number, item);
        strip.append(item);
      }
      drawFrame(items.get(each.number), each, session);
    }
  };
  session.watch(draw);
  session.watch((frame) => frame ?? reveal(items.get(session.selected?.number ?? 0)));
  watchLanguage(() => draw(null));
  watchLabels(() => draw(null));
  watchView(() => reveal(items.get(session.selected?.number ?? 0)));
}

function newItem({ number }: Frame, session: PhotoSession): HTMLElement {
  const item = cloneTemplate('#frame-template');
  find('button', item).addEventListener('click', () => {
    session.select(number);
    show('loupe');
  });
  return item;
}

function drawFrame(item: HTMLElement | undefined, frame: Frame, session: PhotoSession): void {
  if (!item) return;
  const { number, displayNumber, name, preview, progress } = frame;
  const button = find('button', item);
  const selected = session.selected?.number === number;
  item.dataset.state = progress.state;
  find('.unseen', item).textContent = words().said(name, summaryText(frame));
  button.title = name;
  if (selected) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  button.tabIndex = selected ? 0 : -1;
  find('.edge', item).textContent = String(displayNumber);
  const shot = find('.shot', item);
  if (preview && shot.firstChild !== preview.thumbnail) {
    const { width, height } = preview;
    item.style.setProperty('--aspect', String(width / height));
    shot.replaceChildren(preview.thumbnail);
  } else if (preview === null) shot.textContent = shortName(frame);
  drawSummary(item, frame);
}

function drawSummary(item: HTMLElement, frame: Frame): void {
  const answer = answerOf(frame);
  const best = answer?.predictions[0];
  const name = find('.name', item);
  name.textContent = answer && best ? nameOf(best, answer.model) : summaryText(frame);
  name.lang = answer && best ? languageOfNames(answer.model) : words().language;
  find('.percent', item).textContent = best ? percent(best.score) : '';
}

/** What stands where a picture cannot: its host, or its kind. */
function shortName({ name, source }: Frame): string {
  if (source.kind === 'address') return source.url.hostname;
  if (source.kind === 'kept' && source.url) return new URL(source.url).hostname;
  return /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? '?';
}

/** Scrolls the strip, and never the page, until the frame is in sight. */
function reveal(item: HTMLElement | undefined): void {
  const strip = find('#strip');
  if (!item || view() !== 'loupe') return;
  const middle = item.offsetLeft - strip.offsetLeft + item.offsetWidth / 2;
  strip.scrollLeft = middle - strip.clientWidth / 2;
}
