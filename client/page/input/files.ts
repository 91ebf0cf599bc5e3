import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';

type Picture = Parameters<Intake['add']>[0][number];

/** A file as a picture of the session. */
export function frameFromFile(file: File): Picture {
  return { name: file.name, source: { kind: 'file', file } };
}

/** An address as a picture of the session; null where it is none that a server could fetch. */
export function frameFromAddress(text: string): Picture | null {
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
export function acceptChosenFiles(intake: Intake): void {
  for (const id of ['#file', '#camera']) {
    const input = find<HTMLInputElement>(id);
    input.addEventListener('change', () => {
      intake.add([...(input.files ?? [])].map(frameFromFile));
      // Choosing the same file once more is a change again.
      input.value = '';
    });
  }
}

/** Takes what is pasted anywhere: pictures, or the address of one. */
export function acceptPaste(intake: Intake): void {
  document.addEventListener('paste', (event) => {
    const { clipboardData: data, target } = event;
    const files = [...(data?.files ?? [])];
    if (files.length === 0 && target instanceof HTMLInputElement) return;
    const address = frameFromAddress(data?.getData('text/plain') ?? '');
    if (files.length === 0 && !address) return;
    event.preventDefault();
    intake.add(files.length > 0 || !address ? files.map(frameFromFile) : [address]);
  });
}

/** Takes the address that is typed. */
export function acceptAddress(intake: Intake): void {
  const form = find<HTMLFormElement>('#address');
  const input = find<HTMLInputElement>('#url');
  const fault = find('#address-fault');
  const complain = (is: boolean) => {
    fault.hidden = !is;
    input.toggleAttribute('aria-invalid', is);
    if (is) input.setAttribute('aria-invalid', 'true');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const picture = frameFromAddress(input.value);
    complain(!picture);
    if (!picture) return input.focus();
    input.value = '';
    intake.add([picture]);
  });
  input.addEventListener('input', () => complain(false));
}
