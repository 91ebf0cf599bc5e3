import { ofAddress } from './accept-files.ts';
import { find } from './find.ts';
import type { Intake } from './intake.ts';

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
    const picture = ofAddress(input.value);
    complain(!picture);
    if (!picture) return input.focus();
    input.value = '';
    intake.add([picture]);
  });
  input.addEventListener('input', () => complain(false));
}
