import { find } from './query.ts';

/** Messages that a screen reader's user can go back to. */
const maxMessages = 6;

/** Announces a text to screen readers, after the announcement in progress. */
export function announce(text: string): void {
  const log = find('#announcer');
  const message = document.createElement('p');
  message.textContent = text;
  log.append(message);
  while (log.childElementCount > maxMessages) log.firstElementChild?.remove();
}
