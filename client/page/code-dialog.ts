import { curlFor, typescriptFor } from './code-for.ts';
import { find } from './find.ts';
import { offerCopy } from './offer-copy.ts';
import type { Roll } from './roll.ts';

/** Shows how the frame's question is asked with curl and in TypeScript. */
export function offerCode(roll: Roll): void {
  const dialog = find<HTMLDialogElement>('#code');
  find('#code-open').addEventListener('click', () => {
    const frame = roll.selected;
    if (!frame) return;
    find('#curl').textContent = curlFor(frame, location.origin);
    find('#typescript').textContent = typescriptFor(frame, location.origin);
    dialog.showModal();
  });
  for (const name of ['curl', 'typescript']) {
    offerCopy(find(`#copy-${name}`), () => find(`#${name}`).textContent ?? '');
  }
}
