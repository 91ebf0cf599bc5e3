import { find } from './find.ts';
import type { Intake } from './intake.ts';

type Picture = Parameters<Intake['add']>[0][number];

/** A file as a picture of the roll. */
export function ofFile(file: File): Picture {
  return { name: file.name, source: { kind: 'file', file } };
}

/** An address as a picture of the roll; null where it is none that a server could fetch. */
export function ofAddress(text: string): Picture | null {
  try {
    const url = new URL(text.trim());
    if (!/^https?:$/.test(url.protocol)) return null;
    const name = decoded(url.pathname.split('/').at(-1) ?? '') || url.host;
    return { name, source: { kind: 'address', url } };
  } catch {
    return null;
  }
}

/** As it is where a stray `%` makes it no code of anything. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Takes what is chosen with the file inputs, and the camera's photograph. */
export function acceptChosen(intake: Intake): void {
  for (const id of ['#file', '#camera']) {
    const input = find<HTMLInputElement>(id);
    input.addEventListener('change', () => {
      intake.add([...(input.files ?? [])].map(ofFile));
      // Choosing the same file once more is a change again.
      input.value = '';
    });
  }
}

/** Takes what is pasted anywhere: pictures, or the address of one. */
export function acceptPasted(intake: Intake): void {
  document.addEventListener('paste', (event) => {
    const { clipboardData: data, target } = event;
    const files = [...(data?.files ?? [])];
    if (files.length === 0 && target instanceof HTMLInputElement) return;
    const address = ofAddress(data?.getData('text/plain') ?? '');
    if (files.length === 0 && !address) return;
    event.preventDefault();
    intake.add(files.length > 0 || !address ? files.map(ofFile) : [address]);
  });
}
