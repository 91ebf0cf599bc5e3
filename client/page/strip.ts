import { percent } from './figures.ts';
import { copyOf, find } from './find.ts';
import { answerOf, type Frame } from './frame.ts';
import { languageOfNames, nameOf, watchLabels } from './labels.ts';
import { watchLanguage, words } from './language.ts';
import { gist } from './report.ts';
import type { Roll } from './roll.ts';
import { show, view, watchView } from './view.ts';

/** Shows the roll as a strip of frames with their numbers; a click or Enter looks at one. */
export function showStrip(roll: Roll): void {
  const strip = find('#strip');
  const items = new Map<number, HTMLElement>();
  const draw = (frame: Frame | null): void => {
    if (frame) {
      drawFrame(items.get(frame.number), frame, roll);
      return;
    }
    for (const [number, item] of items) {
      if (roll.get(number)) continue;
      item.remove();
      items.delete(number);
    }
    for (const each of roll.frames) {
      if (!items.has(each.number)) {
        const item = newItem(each, roll);
        items.set(each.number, item);
        strip.append(item);
      }
      drawFrame(items.get(each.number), each, roll);
    }
  };
  roll.watch(draw);
  roll.watch((frame) => frame ?? reveal(items.get(roll.selected?.number ?? 0)));
  watchLanguage(() => draw(null));
  watchLabels(() => draw(null));
  watchView(() => reveal(items.get(roll.selected?.number ?? 0)));
}

function newItem({ number }: Frame, roll: Roll): HTMLElement {
  const item = copyOf('#frame-template');
  find('button', item).addEventListener('click', () => {
    roll.select(number);
    show('loupe');
  });
  return item;
}

function drawFrame(item: HTMLElement | undefined, frame: Frame, roll: Roll): void {
  if (!item) return;
  const { number, edge, name, preview, progress } = frame;
  const button = find('button', item);
  const selected = roll.selected?.number === number;
  item.dataset.state = progress.state;
  find('.unseen', item).textContent = words().said(name, gist(frame));
  button.title = name;
  if (selected) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  button.tabIndex = selected ? 0 : -1;
  find('.edge', item).textContent = String(edge);
  const shot = find('.shot', item);
  if (preview && shot.firstChild !== preview.thumbnail) {
    const { width, height } = preview;
    item.style.setProperty('--aspect', String(width / height));
    shot.replaceChildren(preview.thumbnail);
  } else if (preview === null) shot.textContent = shortName(frame);
  drawGist(item, frame);
}

function drawGist(item: HTMLElement, frame: Frame): void {
  const answer = answerOf(frame);
  const best = answer?.predictions[0];
  const name = find('.name', item);
  name.textContent = answer && best ? nameOf(best, answer.model) : gist(frame);
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
