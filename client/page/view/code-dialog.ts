import { find } from '../dom/query.ts';
import type { Frame } from '../state/frame.ts';
import type { PhotoSession } from '../state/session.ts';
import { setUpCopyButton } from './copy-button.ts';

/** Shows how the frame's question is asked with curl and in TypeScript. */
export function setUpCodeDialog(session: PhotoSession): void {
  const dialog = find<HTMLDialogElement>('#code');
  find('#code-open').addEventListener('click', () => {
    const frame = session.selected;
    if (!frame) return;
    find('#curl').textContent = curlFor(frame, location.origin);
    find('#typescript').textContent = typescriptFor(frame, location.origin);
    dialog.showModal();
  });
  for (const name of ['curl', 'typescript']) {
    setUpCopyButton(find(`#copy-${name}`), () => find(`#${name}`).textContent ?? '');
  }
}

/** The command that asks a service at `origin` for the same answer. */
export function curlFor({ name, source }: Frame, origin: string): string {
  const address = addressOf(source);
  if (address) {
    const body = JSON.stringify({ image: { url: address }, explain: true });
    return `curl ${quote(`${origin}/classify`)} \\\n  --json ${quote(body)}`;
  }
  const ask = quote(`${origin}/classify?explain=true`);
  const { sample } = source as { sample?: string };
  if (!sample) return `curl ${ask} \\\n  --data-binary ${quote(`@${name}`)}`;
  return `curl -s ${quote(origin + sample)} |\n  curl ${ask} --data-binary @-`;
}

/** The program that does so with the client package. */
export function typescriptFor({ name, source }: Frame, origin: string): string {
  const address = addressOf(source);
  const { sample } = source as { sample?: string };
  const reads = !address && !sample;
  const picture = address
    ? `new URL(${literal(address)})`
    : sample
      ? `await (await fetch(${literal(origin + sample)})).blob()`
      : `await pictureFromFile(${literal(name)})`;
  return [
    "import { createGlimpse } from 'glimpse-client';",
    ...(reads ? ["import { pictureFromFile } from 'glimpse-client/node';"] : []),
    '',
    `const glimpse = createGlimpse({ url: ${literal(origin)} });`,
    `const picture = ${picture};`,
    'const answer = await glimpse.classify(picture, { explain: true });',
    'console.log(answer.predictions[0]);',
  ].join('\n');
}

function addressOf(source: Frame['source']): string | undefined {
  return source.kind === 'address' ? source.url.href : 'url' in source ? source.url : undefined;
}

/** As a POSIX shell takes it, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
