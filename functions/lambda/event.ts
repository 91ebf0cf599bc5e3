import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import * as z from 'zod';
import type { AppEnv, RequestOrigin } from '../http/app-env.ts';
import { BusyError } from '../shared/busy-error.ts';
import { withDeadline } from '../shared/deadline.ts';

/**
 * The fields that we read from a function-URL event, format 2.0:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
const eventSchema = z.object({
  rawPath: z.string().startsWith('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({ http: z.object({ method: z.string().min(1) }) }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

type Event = z.infer<typeof eventSchema>;

const textTypes = /^(text\/|application\/(json|problem\+json)\b|image\/svg\+xml)/;
/** Headers to drop: Lambda frames the body itself. */
const hopByHop = ['transfer-encoding', 'connection', 'keep-alive'];
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const maxDurationMs = 900_000;
/** Any origin will do: routing uses paths only. */
const origin = 'https://function.invalid';

/** The fields that we read from Lambda's context object. */
export interface Invocation {
  readonly awsRequestId: string;
  /** Time until Lambda ends the process, and the request with it. */
  readonly getRemainingTimeInMillis?: () => number;
  /** Whether the event is the function's own. */
  readonly isWarmUp?: boolean;
}

/** Time for sending the answer, and for finishing a decode, which cannot be interrupted. */
const reserveMs = 2_000;

/**
 * Passes a function-URL event through the app and returns its result. Every input gets an
 * answer: an event of another kind, or one with an impossible request, is refused like any other
 * invalid request. Pictures that are still being fetched or waiting 2 s before Lambda would end the
 * process get `BUSY`.
 */
export async function handleEvent(
  app: Hono<AppEnv>,
  event: unknown,
  invocation: Invocation,
): Promise<APIGatewayProxyStructuredResultV2> {
  const remainingMs = invocation.getRemainingTimeInMillis?.() ?? maxDurationMs;
  const ms = Math.max(0, remainingMs - reserveMs);
  return await withDeadline({ ms, reason: createNoTimeError }, async (signal) => {
    const { request, ...origin } = toRequest(event, signal);
    const { awsRequestId: requestId, isWarmUp } = invocation;
    return toResult(await app.fetch(request, { requestId, isWarmUp, ...origin }));
  });
}

function createNoTimeError(): Error {
  return new BusyError('No time was left for this picture; send fewer at once, or try again.');
}

type ReadEvent = { request: Request } & Pick<RequestOrigin, 'refusal' | 'body'>;

function toRequest(value: unknown, signal: AbortSignal): ReadEvent {
  const { data: event } = eventSchema.safeParse(value);
  if (!event)
    return { request: new Request(origin), refusal: 'the event is not a function-URL request' };
  try {
    const { method } = event.requestContext.http;
    const init = { method, headers: toHeaders(event.headers), signal };
    return { request: new Request(toUrl(event), init), body: readBody(event) };
  } catch {
    const refusal = 'its method or the name of a header is not allowed';
    return { request: new Request(toUrl(event)), refusal };
  }
}

/** Lambda decodes the path. Setting it as `pathname` escapes characters that would end it. */
function toUrl({ rawPath, rawQueryString }: Event): URL {
  const url = new URL(origin);
  url.pathname = rawPath;
  url.search = rawQueryString;
  return url;
}

function readBody({ body = '', isBase64Encoded }: Event): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** Drops values that `Headers` cannot hold, such as emoji: no header that we read needs them. */
function toHeaders(headers: Event['headers']): Headers {
  const isLatin1 = ([, value]: [string, string]) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  return new Headers(Object.entries(headers).filter(isLatin1));
}

async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = textTypes.test(response.headers.get('content-type') ?? '');
  const cookies = response.headers.getSetCookie();
  for (const name of ['set-cookie', ...hopByHop]) response.headers.delete(name);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { cookies }),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
