import { find } from '../dom/query.ts';
import { type Frame, getAnswer, isPending } from '../state/frame.ts';
import type { Intake } from '../state/intake.ts';
import { loadLabels, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { formatBytes, formatMilliseconds } from '../text/format.ts';
import { watchLanguage, words } from '../text/language.ts';
import { setUpCopyButton } from './copy-button.ts';
import { errorText, isRetryable } from './error-text.ts';
import { followPointer, showPredictions } from './predictions.ts';

/** Shows the selected frame: the photograph, and beside it the answer. */
export function setUpPhotoView(session: PhotoSession, intake: Intake): void {
  let drawn: Frame | null = null;
  const draw = () => {
    drawn = session.selected;
    if (drawn) drawFrame(drawn);
  };
  session.watch(() => {
    if (drawn !== session.selected) draw();
  });
  watchLanguage(draw);
  watchLabels(draw);
  followPointer(() => getAnswer(drawn));
  find('#retry').addEventListener('click', () => drawn && intake.retry([drawn]));
  find('#stop').addEventListener('click', () => drawn && intake.stop([drawn]));
  find('#more').addEventListener('click', () => {
    if (drawn) session.change(drawn.number, { showAll: !drawn.showAll });
  });
  setUpCopyButton(find('#copy'), () => JSON.stringify(getAnswer(drawn), null, 2));
}

function drawFrame(frame: Frame): void {
  drawPicture(frame);
  drawCaption(frame);
  drawStatus(frame);
  drawTiming(frame);
  drawActions(frame);
  showPredictions(frame);
  const answer = getAnswer(frame);
  if (answer) loadLabels(answer.model);
}

function drawPicture({ preview, name, source }: Frame): void {
  const image = find<HTMLImageElement>('#photo-image');
  const placeholder = find('#placeholder');
  image.hidden = !preview;
  placeholder.hidden = preview !== null;
  image.alt = name;
  if (!preview) {
    image.removeAttribute('src');
    placeholder.textContent = placeholderText(name, source);
  } else if (image.getAttribute('src') !== preview.url) image.src = preview.url;
  const { width, height } = preview ?? { width: 3, height: 2 };
  const photo = find('#photo');
  photo.style.setProperty('--aspect', String(width / height));
  photo.style.setProperty('--width', `${preview ? width : 200}px`);
  photo.dataset.shape = width / height > 2.2 ? 'panorama' : 'plain';
  image.toggleAttribute('data-tiny', width < 128 && height < 128);
}

/** Explains why there is no picture. */
function placeholderText(name: string, source: Frame['source']): string {
  if (source.kind === 'address') return words().notShownAddress(source.url.hostname);
  if (source.kind === 'restored') return words().notShownRestored;
  const type = /\.(tiff?|heic|heif|avif|webp|bmp)$/i.exec(name)?.[1]?.toUpperCase();
  return words().notShownFormat(type ?? words().thisFile);
}

function drawCaption(frame: Frame): void {
  const { displayNumber, name, shrunk } = frame;
  const caption = find('#caption');
  const image = getAnswer(frame)?.image;
  find('.display-number', caption).textContent = String(displayNumber);
  find('.file', caption).textContent = name;
  find('.facts', caption).textContent = image
    ? `${image.format.toUpperCase()}, ${image.width} × ${image.height}, ${formatBytes(image.bytes)}`
    : '';
  find('#shrunk').hidden = !shrunk;
  if (shrunk) {
    const [from, to] = [formatBytes(shrunk.fromBytes), formatBytes(shrunk.toBytes)];
    find('#shrunk').textContent = words().shrunk(from, to);
  }
}

function drawStatus({ progress }: Frame): void {
  const status = find('#status');
  status.hidden = progress.state === 'answered';
  status.toggleAttribute('data-failed', progress.state === 'failed');
  find('#answer').dataset.state = progress.state;
  if (progress.state === 'failed') status.textContent = errorText(progress.error);
  else if (progress.state === 'classifying' && progress.late) status.textContent = words().late;
  else if (progress.state !== 'answered') status.textContent = words()[progress.state];
}

function drawTiming(frame: Frame): void {
  const answer = getAnswer(frame);
  const line = find('#timing');
  line.hidden = !answer;
  if (!answer) return;
  const { timing, model, coldStart } = answer;
  const text = words();
  const spent = text.timing(
    formatMilliseconds(timing.totalMs),
    formatMilliseconds(timing.decodeMs),
    formatMilliseconds(timing.inferenceMs),
  );
  const fetched = timing.fetchMs === null ? '' : text.fetched(formatMilliseconds(timing.fetchMs));
  const parts = [`${model.id} ${model.precision}`, spent + fetched];
  line.textContent = [...parts, ...(coldStart ? [text.coldStart] : [])].join(' · ');
}

function drawActions(frame: Frame): void {
  const { progress, source } = frame;
  const answer = getAnswer(frame);
  find('#copy').hidden = !answer;
  find('#code-open').hidden = !answer;
  find('#retry').hidden =
    progress.state !== 'failed' || source.kind === 'restored' || !isRetryable(progress.error);
  find('#stop').hidden = !isPending(frame);
}
