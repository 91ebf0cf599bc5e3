import { announce } from '../dom/announce.ts';
import { words } from '../text/language.ts';

/** How long a button shows the result of copying, in milliseconds. */
const confirmationMs = 1_600;

/** Makes a button copy a text and show whether that worked. */
export function setUpCopyButton(button: HTMLElement, getText: () => string): void {
  button.addEventListener('click', async () => {
    const message = (await copy(getText(), button)) ? words().copied : words().copyFailed;
    announce(message);
    const { word } = button.dataset;
    button.textContent = message;
    setTimeout(() => {
      button.textContent = String(words()[word as 'copy']);
    }, confirmationMs);
  });
}

/** Returns false if the browser does not allow copying. */
async function copy(text: string, button: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text, button);
  }
}

/** Copies without https. The text is placed beside the button: an open dialog selects only inside itself. */
function copySelection(text: string, button: HTMLElement): boolean {
  const area = document.createElement('textarea');
  area.className = 'visually-hidden';
  // The browser copies the text as it is laid out: otherwise lines would lose their indentation.
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
