import { cloneTemplate, find } from '../dom/query.ts';
import { type Frame, getAnswer } from '../state/frame.ts';
import { getLabel, getLabelLanguage, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { formatPercent } from '../text/format.ts';
import { watchLanguage, words } from '../text/language.ts';
import { summaryText } from './announcements.ts';
import { currentView, showView, watchView } from './mode.ts';

/** Shows the session as a strip of numbered frames; a click or Enter opens one in the photo view. */
export function setUpStrip(session: PhotoSession): void {
  const items = new Map<number, HTMLElement>();
  const draw = (frame: Frame | null): void => {
    if (frame) drawFrame(items.get(frame.number), frame, session);
    else drawStrip(items, session);
  };
  const revealSelected = () => reveal(items.get(session.selected?.number ?? 0));
  session.watch(draw);
  session.watch((frame) => frame ?? revealSelected());
  watchLanguage(() => draw(null));
  watchLabels(() => draw(null));
  watchView(revealSelected);
}

function drawStrip(items: Map<number, HTMLElement>, session: PhotoSession): void {
  for (const [number, item] of items) {
    if (session.get(number)) continue;
    item.remove();
    items.delete(number);
  }
  for (const frame of session.frames) {
    if (!items.has(frame.number)) {
      const item = createItem(frame, session);
      items.set(frame.number, item);
      find('#strip').append(item);
    }
    drawFrame(items.get(frame.number), frame, session);
  }
}

function createItem({ number }: Frame, session: PhotoSession): HTMLElement {
  const item = cloneTemplate('#frame-template');
  find('button', item).addEventListener('click', () => {
    session.select(number);
    showView('photo');
  });
  return item;
}

function drawFrame(item: HTMLElement | undefined, frame: Frame, session: PhotoSession): void {
  if (!item) return;
  const { number, displayNumber, name, preview, progress } = frame;
  const button = find('button', item);
  const isSelected = session.selected?.number === number;
  item.dataset.state = progress.state;
  find('.visually-hidden', item).textContent = words().announcement(name, summaryText(frame));
  button.title = name;
  if (isSelected) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  button.tabIndex = isSelected ? 0 : -1;
  find('.display-number', item).textContent = String(displayNumber);
  const thumbnail = find('.thumbnail', item);
  if (preview && thumbnail.firstChild !== preview.thumbnail) {
    const { width, height } = preview;
    item.style.setProperty('--aspect', String(width / height));
    thumbnail.replaceChildren(preview.thumbnail);
  } else if (preview === null) thumbnail.textContent = thumbnailText(frame);
  drawSummary(item, frame);
}

function drawSummary(item: HTMLElement, frame: Frame): void {
  const answer = getAnswer(frame);
  const best = answer?.predictions[0];
  const name = find('.name', item);
  name.textContent = answer && best ? getLabel(best, answer.model) : summaryText(frame);
  name.lang = answer && best ? getLabelLanguage(answer.model) : words().language;
  find('.percent', item).textContent = best ? formatPercent(best.score) : '';
}

/** Returns the text in place of a picture that cannot be shown: its host, or its format. */
function thumbnailText({ name, source }: Frame): string {
  if (source.kind === 'address') return source.url.hostname;
  if (source.kind === 'restored' && source.url) return new URL(source.url).hostname;
  return /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? '?';
}

/** Scrolls the strip, but not the page, until the frame is visible. */
function reveal(item: HTMLElement | undefined): void {
  const strip = find('#strip');
  if (!item || currentView() !== 'photo') return;
  const middle = item.offsetLeft - strip.offsetLeft + item.offsetWidth / 2;
  strip.scrollLeft = middle - strip.clientWidth / 2;
}
