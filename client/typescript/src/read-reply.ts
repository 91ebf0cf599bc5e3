import { isRecord } from './answers.ts';
import { gatewayError } from './gateway-error.ts';
import { GlimpseError } from './glimpse-error.ts';
import type { Reply } from './reply.ts';
import { requestIdOf, unexpectedAnswer } from './unexpected-answer.ts';

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

interface ToldFailure {
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
function problemOf(body: unknown): ToldFailure | undefined {
  if (!isRecord(body) || typeof body.code !== 'string') return undefined;
  return { code: body.code, details: body.details, message: body.detail };
}

function trpcErrorOf(body: unknown): ToldFailure | undefined {
  if (!isRecord(body) || !isRecord(body.error) || !isRecord(body.error.data)) return undefined;
  const { code, details } = body.error.data;
  return typeof code === 'string' ? { code, details, message: body.error.message } : undefined;
}
