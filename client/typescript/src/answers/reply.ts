import { GlimpseError } from './glimpse-error.ts';

/** An answer of the service, or of whatever stands before it, with its whole body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Expected {
  readonly isAnswer: (body: unknown) => boolean;
  /** Bytes of the request, told where they were too many. */
  readonly sentBytes: number;
}

/**
 * The JSON of an answer.
 *
 * @throws GlimpseError for an error of the service, of the gateway before it, or an answer that is
 * neither.
 */
export function readReply(reply: Reply, { isAnswer, sentBytes }: Expected): unknown {
  const body = parse(reply.text);
  if (reply.status >= 200 && reply.status < 300) {
    if (!isAnswer(body)) throw unexpectedAnswer(reply);
    return body;
  }
  throw serviceError(reply, body) ?? gatewayError(reply, { body, sentBytes });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface ServiceFailure {
  code: string;
  details: unknown;
  message: unknown;
}

/** The service's own error: problem+json, or as tRPC has it; undefined where it is neither. */
function serviceError(reply: Reply, body: unknown): GlimpseError | undefined {
  const told = problemOf(body) ?? trpcErrorOf(body);
  if (!told || !/^[A-Z][A-Z0-9_]+$/.test(told.code) || !isRecord(told.details)) return undefined;
  const message =
    typeof told.message === 'string' ? told.message : `The service says ${told.code}.`;
  const { status } = reply;
  const origin = { message, status, requestId: requestIdOf(reply) };
  // Code and details belong together by the service's own types.
  const code = told.code as 'INTERNAL';
  return new GlimpseError(code, told.details as Record<string, never>, origin);
}

/** RFC 9457 with `code` and `details`. */
function problemOf(body: unknown): ServiceFailure | undefined {
  if (!isRecord(body) || typeof body.code !== 'string') return undefined;
  return { code: body.code, details: body.details, message: body.detail };
}

function trpcErrorOf(body: unknown): ServiceFailure | undefined {
  if (!isRecord(body) || !isRecord(body.error) || !isRecord(body.error.data)) return undefined;
  const { code, details } = body.error.data;
  return typeof code === 'string' ? { code, details, message: body.error.message } : undefined;
}

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

/** Milliseconds where a gateway does not say when to come back. */
const defaultWaitMs = 1_000;

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
      const retryAfterMs = waitOf(headers.get('retry-after')) ?? defaultWaitMs;
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

/**
 * Whether what came is an answer of a Glimpse at all, and not that of something else at its URL. The
 * rest is trusted: the service has checked it against the same contract.
 */
export function isAnswer(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body.predictions);
}

/** The same for tRPC, which wraps what a procedure answers. */
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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
