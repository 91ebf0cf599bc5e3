import { GlimpseError } from './glimpse-error.ts';
import type { Reply } from './reply.ts';

const excerptLength = 200;

/** The error for what is no answer of this service: another server's page, half of an answer. */
export function unexpectedAnswer(reply: Reply, cause?: unknown): GlimpseError {
  const { status, headers, text } = reply;
  const details = {
    contentType: headers.get('content-type'),
    excerpt: text.slice(0, excerptLength),
  };
  const message = `What answered, with status ${status}, did not answer as Glimpse does; check the URL.`;
  return new GlimpseError('UNEXPECTED_ANSWER', details, {
    message,
    status,
    requestId: requestIdOf(reply),
    cause,
  });
}

/** The service's id of a request, or that of the gateway before it. */
export function requestIdOf({ headers }: Pick<Reply, 'headers'>): string | null {
  return headers.get('x-request-id') ?? headers.get('x-amzn-requestid');
}
