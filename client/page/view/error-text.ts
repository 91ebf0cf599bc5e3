import type { Fault } from '../state/frame.ts';
import { bytes } from '../text/format.ts';
import { words } from '../text/language.ts';

type Details = Fault['details'];
type Faults = ReturnType<typeof words>['faults'];

/** Codes whose sentence needs what the details tell. */
const detailed: Readonly<Record<string, (faults: Faults, details: Details) => string>> = {
  IMAGE_TOO_LARGE: (faults, { bytes: sent, limit }) =>
    // A gateway does not tell its limit; it is below what the service itself would take.
    typeof limit !== 'number' || (typeof sent === 'number' && limit >= sent)
      ? faults.GATEWAY_LIMIT
      : faults.IMAGE_TOO_LARGE(bytes(limit)),
  UNSUPPORTED_FORMAT: (faults, { format }) =>
    /hei[cf]/i.test(String(format)) ? faults.HEIC : faults.UNSUPPORTED_FORMAT(String(format)),
  DIMENSIONS_REFUSED: (faults, { width, height, reason }) =>
    reason === 'pixels'
      ? faults.DIMENSIONS_REFUSED(Number(width), Number(height))
      : reason === 'aspect-ratio'
        ? faults.TOO_NARROW(Number(width), Number(height))
        : faults.UNUSUAL,
  URL_REFUSED: (faults, { reason }) =>
    reason === 'disabled' ? faults.URL_DISABLED : faults.URL_REFUSED,
  URL_STATUS: (faults, { status }) => faults.URL_STATUS(Number(status)),
  URL_TOO_LARGE: (faults, { limit }) => faults.URL_TOO_LARGE(bytes(Number(limit))),
  UNREACHABLE: (faults) => (navigator.onLine ? faults.UNREACHABLE(location.host) : faults.OFFLINE),
};

/** What went wrong and what to do, in the page's language; a code unknown here speaks for itself. */
export function errorText({ code, message, details }: Fault): string {
  const { faults } = words();
  const sentence = detailed[code]?.(faults, details) ?? faults[code as keyof Faults];
  return typeof sentence === 'string' ? sentence : message;
}

/** Whether asking the same again may help. */
export function isRetryable({ code }: Fault): boolean {
  return /^(URL_(UNREACHABLE|TIMEOUT|STATUS)|BUSY|MODEL_UNAVAILABLE|INTERNAL|UNREACHABLE|TIMEOUT|ABORTED|FORBIDDEN|UNEXPECTED_ANSWER)$/.test(
    code,
  );
}
