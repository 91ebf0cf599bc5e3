import { GlimpseError } from './glimpse-error.ts';
import { isRecord, parseJson } from './json.ts';

/** A response of the service, or of a gateway in front of it, with its whole body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Expected {
  /** Whether the JSON of a successful response is an answer to the request. */
  readonly isAnswer: (body: unknown) => boolean;
  /** Size of the request's body, for the error if the gateway finds it too large. */
  readonly sentBytes: number;
}

/**
 * Reads the JSON of a successful response.
 *
 * @throws GlimpseError for an error of the service, an error of the gateway in front of it, and a
 * response that is neither.
 */
export function readReply(reply: Reply, { isAnswer, sentBytes }: Expected): unknown {
  const body = parseJson(reply.text);
  if (reply.status >= 200 && reply.status < 300) {
    if (!isAnswer(body)) throw unexpectedAnswer(reply);
    return body;
  }
  throw serviceError(reply, body) ?? gatewayError(reply, { body, sentBytes });
}

/**
 * Whether a body is an answer of Glimpse, and not of another server at its URL. Other fields are
 * trusted: the service has checked them against the same contract.
 */
export function isAnswer(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body.predictions);
}

/** Does the same for tRPC, which wraps the answer of a procedure. */
export function isTrpcAnswer(procedure: string, body: unknown): boolean {
  if (!isRecord(body) || !isRecord(body.result)) return false;
  const { data } = body.result;
  switch (procedure) {
    case 'classify':
      return isAnswer(data);
    case 'model':
      return isRecord(data) && isRecord(data.limits);
    default:
      return Array.isArray(data);
  }
}

interface ServiceFailure {
  readonly code: string;
  readonly details: unknown;
  readonly message: unknown;
}

/** Parses the service's own error, problem+json or tRPC's shape; undefined if it is neither. */
function serviceError(reply: Reply, body: unknown): GlimpseError | undefined {
  const failure = parseProblem(body) ?? parseTrpcError(body);
  if (!failure || !/^[A-Z][A-Z0-9_]+$/.test(failure.code) || !isRecord(failure.details)) {
    return undefined;
  }
  const message =
    typeof failure.message === 'string' ? failure.message : `The service returned ${failure.code}.`;
  const origin = { message, status: reply.status, requestId: getRequestId(reply) };
  // The service's own types guarantee that code and details belong together.
  const code = failure.code as 'INTERNAL';
  return new GlimpseError(code, failure.details as Record<string, never>, origin);
}

/** Parses a problem (RFC 9457) with `code` and `details`. */
function parseProblem(body: unknown): ServiceFailure | undefined {
  if (!isRecord(body) || typeof body.code !== 'string') return undefined;
  return { code: body.code, details: body.details, message: body.detail };
}

function parseTrpcError(body: unknown): ServiceFailure | undefined {
  if (!isRecord(body) || !isRecord(body.error) || !isRecord(body.error.data)) return undefined;
  const { code, details } = body.error.data;
  return typeof code === 'string' ? { code, details, message: body.error.message } : undefined;
}

/** Milliseconds to wait if a gateway sends no Retry-After. */
const defaultWaitMs = 1_000;

/**
 * Translates the response of a gateway in front of the service (JSON, HTML or no body) into the code
 * that the service would have used: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function gatewayError(
  reply: Reply,
  { body, sentBytes }: { body: unknown; sentBytes: number },
): GlimpseError {
  const { status, headers } = reply;
  const origin = { status, requestId: getRequestId(reply) };
  const reason = formatReason(body);
  switch (status) {
    case 401:
    case 403: {
      const message = `Access was denied (status ${status})${reason}; check credentials, region and policy.`;
      return new GlimpseError('FORBIDDEN', {}, { message, ...origin });
    }
    case 413: {
      const message = `The gateway refused a request of ${sentBytes} bytes as too large${reason}; send a smaller picture.`;
      const details = { bytes: sentBytes, limit: null };
      return new GlimpseError('IMAGE_TOO_LARGE', details, { message, ...origin });
    }
    case 429:
    case 502:
    case 503:
    case 504: {
      const message = `The service is not available at the moment (status ${status})${reason}; try again.`;
      const retryAfterMs = parseRetryAfter(headers.get('retry-after')) ?? defaultWaitMs;
      return new GlimpseError('BUSY', { retryAfterMs }, { message, ...origin });
    }
    default:
      return unexpectedAnswer(reply);
  }
}

/** Formats the gateway's message as a clause to append; AWS spells the field `Message` or `message`. */
function formatReason(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const message = Object.entries(body).find(([name]) => name.toLowerCase() === 'message')?.[1];
  return typeof message === 'string' && message !== '' ? `: ${message.replace(/[\s.]+$/, '')}` : '';
}

/** Converts Retry-After, seconds or a date, to milliseconds: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function parseRetryAfter(header: string | null): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

const excerptLength = 200;

/** Creates the error for a response that is not from Glimpse: another server's page, half an answer. */
export function unexpectedAnswer(reply: Reply): GlimpseError {
  const { status, headers, text } = reply;
  const details = {
    contentType: headers.get('content-type'),
    excerpt: text.slice(0, excerptLength),
  };
  const message = `The response (status ${status}) is not an answer of Glimpse; check the URL.`;
  return new GlimpseError('UNEXPECTED_ANSWER', details, {
    message,
    status,
    requestId: getRequestId(reply),
  });
}

/** Returns the request id of the service, or else of the gateway in front of it. */
function getRequestId({ headers }: Reply): string | null {
  return headers.get('x-request-id') ?? headers.get('x-amzn-requestid');
}
