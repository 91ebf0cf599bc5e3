import { announce } from '../dom/announce.ts';
import { words } from '../text/language.ts';

/** Milliseconds for which a button says that it has copied. */
const confirmation = 1_600;

/** Makes a button copy text, and say whether it did. */
export function setUpCopyButton(button: HTMLElement, text: () => string): void {
  button.addEventListener('click', async () => {
    const said = (await copy(text(), button)) ? words().copied : words().notCopied;
    announce(said);
    const before = button.dataset.word;
    button.textContent = said;
    setTimeout(() => {
      button.textContent = String(words()[before as 'copy']);
    }, confirmation);
  });
}

/** False where the browser does not allow it. */
async function copy(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text, button);
  }
}

/** The way that is open without https. What is selected stands beside the button: a dialog holds it. */
function copySelected(text: string, button: HTMLElement): boolean {
  const area = document.createElement('textarea');
  area.className = 'unseen';
  // What is copied is what is laid out: otherwise lines would lose their indentation.
  area.style.whiteSpace = 'pre';
  area.readOnly = true;
  area.value = text;
  button.after(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    button.focus();
  }
}
