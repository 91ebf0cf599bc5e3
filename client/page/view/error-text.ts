import { getRetry } from '../../typescript/src/transport/retry.ts';
import type { FrameError } from '../state/frame.ts';
import { formatBytes } from '../text/format.ts';
import { words } from '../text/language.ts';

type Details = FrameError['details'];
type ErrorTexts = ReturnType<typeof words>['errors'];

/** Texts that need the details of the error. */
const detailedTexts: Readonly<Record<string, (errors: ErrorTexts, details: Details) => string>> = {
  IMAGE_TOO_LARGE: (errors, { bytes: sent, limit }) =>
    // A gateway does not report its limit, which is below the service's own.
    typeof limit !== 'number' || (typeof sent === 'number' && limit >= sent)
      ? errors.GATEWAY_LIMIT
      : errors.IMAGE_TOO_LARGE(formatBytes(limit)),
  UNSUPPORTED_FORMAT: (errors, { format }) =>
    /hei[cf]/i.test(String(format)) ? errors.HEIC : errors.UNSUPPORTED_FORMAT(String(format)),
  DIMENSIONS_REFUSED: (errors, { width, height, reason }) =>
    reason === 'pixels'
      ? errors.DIMENSIONS_REFUSED(Number(width), Number(height))
      : reason === 'aspect-ratio'
        ? errors.TOO_NARROW(Number(width), Number(height))
        : errors.UNUSUAL,
  URL_REFUSED: (errors, { reason }) =>
    reason === 'disabled' ? errors.URL_DISABLED : errors.URL_REFUSED,
  URL_STATUS: (errors, { status }) => errors.URL_STATUS(Number(status)),
  URL_TOO_LARGE: (errors, { limit }) => errors.URL_TOO_LARGE(formatBytes(Number(limit))),
  UNREACHABLE: (errors) => (navigator.onLine ? errors.UNREACHABLE(location.host) : errors.OFFLINE),
};

/** Explains what happened and what to do; for an unknown code, returns the error's message. */
export function errorText({ code, message, details }: FrameError): string {
  const { errors } = words();
  const text = detailedTexts[code]?.(errors, details) ?? errors[code as keyof ErrorTexts];
  return typeof text === 'string' ? text : message;
}

/** Whether sending the same request again may help. */
export function isRetryable({ code }: FrameError): boolean {
  return getRetry(code) !== 'never';
}
