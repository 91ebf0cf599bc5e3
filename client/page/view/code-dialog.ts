import { shellQuote } from '../../terminal/shell-quote.ts';
import { find } from '../dom/query.ts';
import { type Frame, getAddress } from '../state/frame.ts';
import type { PhotoSession } from '../state/session.ts';
import { setUpCopyButton } from './copy-button.ts';

/** Shows how to send the frame's request with curl and with the TypeScript client. */
export function setUpCodeDialog(session: PhotoSession): void {
  const dialog = find<HTMLDialogElement>('#code');
  find('#code-open').addEventListener('click', () => {
    const frame = session.selected;
    if (!frame) return;
    find('#curl').textContent = createCurlCommand(frame, location.origin);
    find('#typescript').textContent = createTypescriptProgram(frame, location.origin);
    dialog.showModal();
  });
  for (const name of ['curl', 'typescript']) {
    setUpCopyButton(find(`#copy-${name}`), () => find(`#${name}`).textContent ?? '');
  }
}

/** Creates a curl command that gets the same answer from the service at `origin`. */
function createCurlCommand({ name, source }: Frame, origin: string): string {
  const address = getAddress(source);
  if (address) {
    const body = JSON.stringify({ image: { url: address }, explain: true });
    return `curl ${shellQuote(`${origin}/classify`)} \\\n  --json ${shellQuote(body)}`;
  }
  const url = shellQuote(`${origin}/classify?explain=true`);
  const { sample } = source as { sample?: string };
  if (!sample) return `curl ${url} \\\n  --data-binary ${shellQuote(`@${name}`)}`;
  return `curl -s ${shellQuote(origin + sample)} |\n  curl ${url} --data-binary @-`;
}

/** Creates a program that gets the same answer with the client package. */
function createTypescriptProgram({ name, source }: Frame, origin: string): string {
  const address = getAddress(source);
  const { sample } = source as { sample?: string };
  const isFile = !address && !sample;
  const picture = address
    ? `new URL(${quoteLiteral(address)})`
    : sample
      ? `await (await fetch(${quoteLiteral(origin + sample)})).blob()`
      : `await pictureFromFile(${quoteLiteral(name)})`;
  return [
    "import { createGlimpse } from 'glimpse-client';",
    ...(isFile ? ["import { pictureFromFile } from 'glimpse-client/node';"] : []),
    '',
    `const glimpse = createGlimpse({ url: ${quoteLiteral(origin)} });`,
    `const picture = ${picture};`,
    'const answer = await glimpse.classify(picture, { explain: true });',
    'console.log(answer.predictions[0]);',
  ].join('\n');
}

/** Quotes any text as a string literal of TypeScript. */
function quoteLiteral(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
