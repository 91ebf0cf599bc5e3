import { bytes } from './figures.ts';
import type { Fault } from './frame.ts';
import { words } from './language.ts';

type Details = Fault['details'];
type Faults = ReturnType<typeof words>['faults'];
type Explain = (faults: Faults, details: Details) => string | undefined;

/** Codes whose sentence needs what the details tell. */
const detailed: Readonly<Record<string, Explain>> = {
  // A gateway before the service tells no limit.
  IMAGE_TOO_LARGE: (faults, { limit }) =>
    typeof limit === 'number' ? faults.IMAGE_TOO_LARGE(bytes(limit)) : undefined,
  UNSUPPORTED_FORMAT: (faults, { format }) =>
    /hei[cf]/i.test(String(format)) ? faults.HEIC : faults.UNSUPPORTED_FORMAT(String(format)),
  DIMENSIONS_REFUSED: (faults, { width, height }) =>
    faults.DIMENSIONS_REFUSED(Number(width), Number(height)),
  URL_REFUSED: (faults, { reason }) =>
    reason === 'disabled' ? faults.URL_DISABLED : faults.URL_REFUSED,
  URL_STATUS: (faults, { status }) => faults.URL_STATUS(Number(status)),
  URL_TOO_LARGE: (faults, { limit }) => faults.URL_TOO_LARGE(bytes(Number(limit))),
  UNREACHABLE: (faults) => (navigator.onLine ? faults.UNREACHABLE(location.host) : faults.OFFLINE),
};

/** What went wrong and what to do, in the page's language; a code unknown here speaks for itself. */
export function explainFault({ code, message, details }: Fault): string {
  const { faults } = words();
  const sentence = detailed[code]?.(faults, details) ?? faults[code as keyof Faults];
  return typeof sentence === 'string' ? sentence : message;
}

/** Whether asking the same again may help. */
export function mayHelpAgain({ code }: Fault): boolean {
  return /^(URL_(UNREACHABLE|TIMEOUT|STATUS)|BUSY|MODEL_UNAVAILABLE|INTERNAL|UNREACHABLE|TIMEOUT|ABORTED|FORBIDDEN|UNEXPECTED_ANSWER)$/.test(
    code,
  );
}
