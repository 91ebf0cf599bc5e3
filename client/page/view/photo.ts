import { find } from '../dom/query.ts';
import { answerOf, type Frame, isPending } from '../state/frame.ts';
import type { Intake } from '../state/intake.ts';
import { needLabels, watchLabels } from '../state/labels.ts';
import type { PhotoSession } from '../state/session.ts';
import { bytes, milliseconds } from '../text/format.ts';
import { watchLanguage, words } from '../text/language.ts';
import { setUpCopyButton } from './copy-button.ts';
import { errorText, isRetryable } from './error-text.ts';
import { followPointer, showPredictions } from './predictions.ts';

/** Shows the frame that is looked at: its photograph, and beside it what it shows. */
export function setUpPhotoView(session: PhotoSession, intake: Intake): void {
  const selected = () => session.selected;
  let drawn: Frame | null = null;
  const draw = () => {
    drawn = selected();
    if (drawn) drawFrame(drawn);
  };
  session.watch(() => {
    if (drawn !== selected()) draw();
  });
  watchLanguage(draw);
  watchLabels(draw);
  followPointer(() => answerOf(drawn));
  find('#again').addEventListener('click', () => drawn && intake.again([drawn]));
  find('#stop').addEventListener('click', () => drawn && intake.stop([drawn]));
  find('#more').addEventListener('click', () => {
    if (drawn) session.change(drawn.number, { showAll: !drawn.showAll });
  });
  setUpCopyButton(find('#copy'), () => JSON.stringify(answerOf(drawn), null, 2));
}

function drawFrame(frame: Frame): void {
  drawPicture(frame);
  drawCaption(frame);
  drawStatus(frame);
  drawTiming(frame);
  drawActions(frame);
  showPredictions(frame);
  const answer = answerOf(frame);
  if (answer) needLabels(answer.model);
}

function drawPicture({ preview, name, source }: Frame): void {
  const image = find<HTMLImageElement>('#photograph');
  const blank = find('#blank');
  image.hidden = !preview;
  blank.hidden = preview !== null;
  image.alt = name;
  if (!preview) {
    image.removeAttribute('src');
    blank.textContent = reasonForBlank(name, source);
  } else if (image.getAttribute('src') !== preview.url) image.src = preview.url;
  const { width, height } = preview ?? { width: 3, height: 2 };
  const loupe = find('#loupe');
  loupe.style.setProperty('--aspect', String(width / height));
  loupe.style.setProperty('--width', `${preview ? width : 200}px`);
  loupe.dataset.shape = width / height > 2.2 ? 'panorama' : 'plain';
  image.toggleAttribute('data-tiny', width < 128 && height < 128);
}

function reasonForBlank(name: string, source: Frame['source']): string {
  if (source.kind === 'address') return words().notShownAddress(source.url.hostname);
  if (source.kind === 'kept') return words().notShownKept;
  const type = /\.(tiff?|heic|heif|avif|webp)$/i.exec(name)?.[1]?.toUpperCase();
  return words().notShownFormat(type ?? words().thisFile);
}

function drawCaption(frame: Frame): void {
  const { displayNumber, name, shrunk } = frame;
  const caption = find('#caption');
  const image = answerOf(frame)?.image;
  find('.edge', caption).textContent = String(displayNumber);
  find('.file', caption).textContent = name;
  find('.facts', caption).textContent = image
    ? `${image.format.toUpperCase()}, ${image.width} × ${image.height}, ${bytes(image.bytes)}`
    : '';
  find('#aside').hidden = !shrunk;
  if (shrunk) {
    const [from, to] = [bytes(shrunk.fromBytes), bytes(shrunk.toBytes)];
    find('#aside').textContent = words().shrunk(from, to);
  }
}

function drawStatus({ progress }: Frame): void {
  const status = find('#status');
  status.hidden = progress.state === 'answered';
  status.toggleAttribute('data-fault', progress.state === 'failed');
  find('#answer').dataset.state = progress.state;
  if (progress.state === 'failed') status.textContent = errorText(progress.fault);
  else if (progress.state === 'asking' && progress.late) status.textContent = words().late;
  else if (progress.state !== 'answered') status.textContent = words()[progress.state];
}

function drawTiming(frame: Frame): void {
  const answer = answerOf(frame);
  const line = find('#timing');
  line.hidden = !answer;
  if (!answer) return;
  const { timing, model, coldStart } = answer;
  const { timing: say, fetched, coldStart: cold } = words();
  const spent = say(
    milliseconds(timing.totalMs),
    milliseconds(timing.decodeMs),
    milliseconds(timing.inferenceMs),
  );
  const waited = timing.fetchMs === null ? '' : fetched(milliseconds(timing.fetchMs));
  line.textContent = [`${model.id} ${model.precision}`, spent + waited, coldStart ? cold : '']
    .filter(Boolean)
    .join(' · ');
}

function drawActions(frame: Frame): void {
  const { progress, source } = frame;
  const answer = answerOf(frame);
  find('#copy').hidden = !answer;
  find('#code-open').hidden = !answer;
  find('#again').hidden =
    progress.state !== 'failed' || source.kind === 'kept' || !isRetryable(progress.fault);
  find('#stop').hidden = !isPending(frame);
}
