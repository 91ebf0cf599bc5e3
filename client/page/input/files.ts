import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';

type NewPicture = Parameters<Intake['add']>[0][number];

/** Converts a file to a picture of the session. */
export function fromFile(file: File): NewPicture {
  return { name: file.name, source: { kind: 'file', file } };
}

/** Converts an address to a picture of the session; null if a server could not fetch it. */
export function fromAddress(text: string): NewPicture | null {
  try {
    const url = new URL(text.trim());
    if (!/^https?:$/.test(url.protocol)) return null;
    const name = decodeName(url.pathname.split('/').at(-1) ?? '') || url.host;
    return { name, source: { kind: 'address', url } };
  } catch {
    return null;
  }
}

/** Returns a name with a stray `%` unchanged. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Whether the device converts HEIC to JPEG for an input that does not list it, as iPhones and iPads do.
 * An iPad may call itself a Macintosh, which has no touch screen.
 */
const convertsHeic =
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

/** Accepts files chosen with the file input, and photographs taken with the camera. */
export function acceptChosenFiles(intake: Intake): void {
  if (!convertsHeic) find<HTMLInputElement>('#file').accept += ',.heic,.heif';
  for (const id of ['#file', '#camera']) {
    const input = find<HTMLInputElement>(id);
    input.addEventListener('change', () => {
      intake.add([...(input.files ?? [])].map(fromFile));
      // Otherwise choosing the same file again would not be a change.
      input.value = '';
    });
  }
}

/** Accepts pastes anywhere on the page: pictures, or the address of one. */
export function acceptPaste(intake: Intake): void {
  document.addEventListener('paste', (event) => {
    const { clipboardData: data, target } = event;
    const files = [...(data?.files ?? [])];
    if (files.length === 0 && target instanceof HTMLInputElement) return;
    const address = fromAddress(data?.getData('text/plain') ?? '');
    if (files.length === 0 && !address) return;
    event.preventDefault();
    intake.add(files.length > 0 || !address ? files.map(fromFile) : [address]);
  });
}

/** Accepts the address typed into the form. */
export function acceptAddress(intake: Intake): void {
  const form = find<HTMLFormElement>('#address');
  const input = find<HTMLInputElement>('#url');
  const error = find('#address-error');
  const setInvalid = (isInvalid: boolean) => {
    error.hidden = !isInvalid;
    input.toggleAttribute('aria-invalid', isInvalid);
    if (isInvalid) input.setAttribute('aria-invalid', 'true');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const picture = fromAddress(input.value);
    setInvalid(!picture);
    if (!picture) return input.focus();
    input.value = '';
    intake.add([picture]);
  });
  input.addEventListener('input', () => setInvalid(false));
}
