import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import * as z from 'zod';
import type { AppEnv } from '../http/app-env.ts';
import { InferenceError } from '../inference/inference-error.ts';
import { withDeadline } from '../shared/deadline.ts';

/**
 * What is read of a function-URL event, format 2.0:
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
/** Lambda frames the body itself. */
const hopByHop = ['transfer-encoding', 'connection', 'keep-alive'];
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const longestMs = 900_000;
/** Only paths are routed; the function's real name is its caller's business. */
const origin = 'https://function.invalid';

/** What is read of Lambda's context object. */
export interface Invocation {
  readonly awsRequestId: string;
  /** Until Lambda ends the process, and with it the request. */
  readonly getRemainingTimeInMillis?: () => number;
}

/** For the answer, and for a picture that is being decoded, which nothing interrupts. */
const reserveMs = 2_000;

/**
 * Takes a function-URL event through the app. Whatever comes in, the app answers: an event that is
 * none, or holds a request that cannot exist, is refused with the same headers as everything else.
 * Pictures that there is no time left for get `BUSY`: an answer instead of an end.
 */
export async function handleEvent(
  app: Hono<AppEnv>,
  event: unknown,
  invocation: Invocation,
): Promise<APIGatewayProxyStructuredResultV2> {
  const remainingMs = invocation.getRemainingTimeInMillis?.() ?? longestMs;
  const ms = Math.max(0, remainingMs - reserveMs);
  return await withDeadline({ ms, reason: noTimeLeft }, async (signal) => {
    const { request, refusal } = toRequest(event, signal);
    return toResult(await app.fetch(request, { requestId: invocation.awsRequestId, refusal }));
  });
}

function noTimeLeft(): Error {
  const message = 'No time was left for this picture; send fewer at once, or try again.';
  return new InferenceError('BUSY', { retryAfterMs: 1_000 }, { message });
}

function toRequest(value: unknown, signal: AbortSignal): { request: Request; refusal?: string } {
  const { data: event } = eventSchema.safeParse(value);
  if (!event)
    return { request: new Request(origin), refusal: 'the event is no function-URL request' };
  try {
    return { request: new Request(urlOf(event), { ...initOf(event), signal }) };
  } catch {
    const refusal = 'its method, or a name among its headers, is not taken';
    return { request: new Request(urlOf(event)), refusal };
  }
}

/** Setting the path escapes what would end it: Lambda hands it over decoded. */
function urlOf({ rawPath, rawQueryString }: Event): URL {
  const url = new URL(origin);
  url.pathname = rawPath;
  url.search = rawQueryString;
  return url;
}

function initOf({ requestContext, headers, body, isBase64Encoded }: Event): RequestInit {
  const { method } = requestContext.http;
  const init = { method, headers: headersOf(headers) };
  if (body === undefined || method === 'GET' || method === 'HEAD') return init;
  return { ...init, body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') };
}

/** Without values that `Headers` cannot hold, such as emoji: nothing here depends on one. */
function headersOf(headers: Event['headers']): Headers {
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
