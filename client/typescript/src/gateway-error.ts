import { GlimpseError } from './glimpse-error.ts';
import type { Reply } from './reply.ts';
import { requestIdOf, unexpectedAnswer } from './unexpected-answer.ts';

/** Milliseconds where a gateway does not say when to come back. */
const usualWait = 1_000;

/**
 * What a gateway before the service answers by itself, in JSON, HTML or without a body, as the code
 * that the service would have told:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function gatewayError(
  reply: Reply,
  { body, sentBytes }: { body: unknown; sentBytes: number },
): GlimpseError {
  const { status, headers } = reply;
  const origin = { status, requestId: requestIdOf(reply) };
  const said = messageOf(body);
  switch (status) {
    case 401:
    case 403: {
      const message = `The caller is not let in (status ${status})${said}; check credentials, region and policy.`;
      return new GlimpseError('FORBIDDEN', {}, { message, ...origin });
    }
    case 413: {
      const message = `The gateway refused a request of ${sentBytes} bytes as too large${said}; send a smaller picture.`;
      const details = { bytes: sentBytes, limit: null };
      return new GlimpseError('IMAGE_TOO_LARGE', details, { message, ...origin });
    }
    case 429:
    case 502:
    case 503:
    case 504: {
      const message = `The service cannot be had just now (status ${status})${said}; try again.`;
      const retryAfterMs = waitOf(headers.get('retry-after')) ?? usualWait;
      return new GlimpseError('BUSY', { retryAfterMs }, { message, ...origin });
    }
    default:
      return unexpectedAnswer(reply);
  }
}

/** AWS spells it `Message` or `message`. */
function messageOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const said = Object.entries(body).find(([name]) => name.toLowerCase() === 'message')?.[1];
  return typeof said === 'string' && said !== '' ? `: ${said.replace(/[\s.]+$/, '')}` : '';
}

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function waitOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
