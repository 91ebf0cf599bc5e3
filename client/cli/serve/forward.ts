import type { Context } from 'hono';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { getBody } from '../../../functions/http/middleware/read-body.ts';
import type { GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';
import { parseJson } from '../../typescript/src/answers/json.ts';
import { gatewayError, type Reply, unexpectedAnswer } from '../../typescript/src/answers/reply.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { decodeText, type EndpointResponse, sendOnce } from '../endpoint/send-once.ts';

/** The headers that the service reads; cookies and credentials of this side are not passed on. */
const requestHeaders = ['accept', 'accept-language', 'content-type', 'trpc-accept'];
/** Headers that describe the answer. Those about encoding no longer apply: `fetch` has decoded it. */
const answerHeaders = [
  'allow',
  'cache-control',
  'content-language',
  'content-type',
  'etag',
  'retry-after',
  'x-request-id',
];

/**
 * Forwards a request to the endpoint and returns its answer.
 *
 * @throws GlimpseError if the endpoint cannot be reached, or if its gateway answers in its place
 */
export async function forward(
  c: Context<AppEnv>,
  { url, fetch }: Pick<Endpoint, 'url' | 'fetch'>,
): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const body = getBody(c);
  const received = await sendOnce(fetch, new URL(pathname.slice(1) + search, url), {
    method: c.req.method,
    headers: pick(c.req.raw.headers, requestHeaders),
    body: body.length > 0 ? new Uint8Array(body) : null,
    signal: c.req.raw.signal,
  });
  const { status, headers, bytes } = received;
  const requestId = headers.get('x-request-id');
  if (requestId !== null) c.set('requestId', requestId);
  // Every answer of the service is JSON with a request id; an answer of a gateway lacks one of them.
  const isOurs = requestId !== null && /\bjson\b/.test(headers.get('content-type') ?? '');
  if (!isOurs) throw toGatewayError(received, body.length);
  return new Response(bytes.length > 0 ? bytes : null, {
    status,
    headers: pick(headers, answerHeaders),
  });
}

function toGatewayError(received: EndpointResponse, sentBytes: number): GlimpseError {
  const reply: Reply = { ...received, text: decodeText(received) };
  if (reply.status < 400) return unexpectedAnswer(reply);
  return gatewayError(reply, { body: parseJson(reply.text), sentBytes });
}

function pick(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
