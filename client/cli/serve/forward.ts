import type { Context } from 'hono';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import type { GlimpseError } from '../../typescript/src/answers/glimpse-error.ts';
import { gatewayError, type Reply, unexpectedAnswer } from '../../typescript/src/answers/reply.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { decodeText, type EndpointResponse, sendOnce } from '../endpoint/send-once.ts';

/** What the service looks at; cookies and credentials of this side stay here. */
const requestHeaders = ['accept', 'accept-language', 'content-type', 'trpc-accept'];
/** What matters of an answer; how its bytes are framed does not: `fetch` has unpacked them. */
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
 * Passes a request on to the endpoint, and its answer back.
 *
 * @throws GlimpseError for what the gateway before the service says, or where nobody answers.
 */
export async function forward(
  c: Context<AppEnv>,
  { url, fetch }: Pick<Endpoint, 'url' | 'fetch'>,
): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const body = new Uint8Array(await c.req.arrayBuffer());
  const received = await sendOnce(fetch, new URL(pathname.slice(1) + search, url), {
    method: c.req.method,
    headers: pick(c.req.raw.headers, requestHeaders),
    body: body.length > 0 ? body : null,
    signal: c.req.raw.signal,
  });
  const { status, headers, bytes } = received;
  const requestId = headers.get('x-request-id');
  if (requestId !== null) c.set('requestId', requestId);
  // Every answer of the service bears an id and is JSON; a gateway's is one of these or none.
  const isOurs = requestId !== null && /\bjson\b/.test(headers.get('content-type') ?? '');
  if (!isOurs) throw foreignError(received, body.length);
  return new Response(bytes.length > 0 ? bytes : null, {
    status,
    headers: pick(headers, answerHeaders),
  });
}

function foreignError(received: EndpointResponse, sentBytes: number): GlimpseError {
  const reply: Reply = { ...received, text: decodeText(received) };
  if (reply.status < 400) return unexpectedAnswer(reply);
  return gatewayError(reply, { body: parse(reply.text), sentBytes });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pick(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
