import type { Answer } from '../../functions/api/contract.ts';
import type { Failure } from '../../functions/api/failure.ts';

const results = find('#results');

/** The answer to a picture, or the sentence that says why there is none. */
async function ask(picture: File): Promise<Answer> {
  const response = await fetch('/classify?topK=3', { method: 'POST', body: picture });
  const body = await response.json();
  if (!response.ok) throw new Error((body as Pick<Failure, 'code'> & { detail: string }).detail);
  return body as Answer;
}

async function show(picture: File): Promise<void> {
  const frame = copyOf('#frame');
  const status = find('.status', frame);
  const image = find<HTMLImageElement>('img', frame);
  image.src = URL.createObjectURL(picture);
  image.alt = picture.name;
  results.prepend(frame);
  try {
    const answer = await ask(picture);
    find('ol', frame).append(...answer.predictions.map(predictionItem));
    const { id } = answer.model;
    status.textContent = `${picture.name}, ${answer.timing.totalMs.toFixed(0)} ms, ${id}`;
  } catch (error) {
    status.dataset.error = '';
    status.textContent = `${picture.name}: ${explain(error)}`;
  }
}

function explain(error: unknown): string {
  if (error instanceof TypeError) return 'The server cannot be reached; is it running?';
  return error instanceof Error ? error.message : String(error);
}

function predictionItem({ label, score }: Answer['predictions'][number]): HTMLElement {
  const item = copyOf('#prediction');
  const percent = `${(score * 100).toFixed(1)} %`;
  find('.label', item).textContent = label;
  find('.percent', item).textContent = percent;
  const meter = find<HTMLMeterElement>('meter', item);
  meter.value = score;
  meter.setAttribute('aria-label', `${label}: ${percent}`);
  return item;
}

function find<E extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E {
  const element = within.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

function copyOf(template: string): HTMLElement {
  const { content } = find<HTMLTemplateElement>(template);
  return document.importNode(content, true).firstElementChild as HTMLElement;
}

find<HTMLInputElement>('#file').addEventListener('change', ({ target }) => {
  for (const picture of (target as HTMLInputElement).files ?? []) void show(picture);
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
document.addEventListener('dragleave', () => document.body.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  for (const picture of event.dataTransfer?.files ?? []) void show(picture);
});
