import { find } from './query.ts';

/** Lines that stay for a screen reader to go back to. */
const kept = 6;

/** Tells a screen reader, after what it is just saying. */
export function announce(text: string): void {
  const log = find('#announcer');
  const line = document.createElement('p');
  line.textContent = text;
  log.append(line);
  while (log.childElementCount > kept) log.firstElementChild?.remove();
}
