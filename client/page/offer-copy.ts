import { announce } from './announce.ts';
import { words } from './language.ts';

/** Milliseconds for which a button says that it has copied. */
const confirmation = 1_600;

/** Makes a button copy text, and say whether it did. */
export function offerCopy(button: HTMLElement, text: () => string): void {
  button.addEventListener('click', async () => {
    const said = (await copy(text())) ? words().copied : words().notCopied;
    announce(said);
    const before = button.dataset.word;
    button.textContent = said;
    setTimeout(() => {
      button.textContent = String(words()[before as 'copy']);
    }, confirmation);
  });
}

/** False where the browser does not allow it: without https, mostly. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
