import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Outgoing {
  /** With query; default: `/classify?topK=1`. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: none, and the method is GET. */
  readonly body?: Buffer | string | undefined;
}

/** An answer, whole. */
export interface Answer {
  readonly status: number;
  /** The parsed body; empty if it is not JSON. */
  readonly body: { readonly code?: string; readonly [field: string]: unknown };
}

export interface SendOptions {
  /** Default: a new connection. */
  readonly agent?: Agent;
  /** Milliseconds after which the caller leaves; default: never. */
  readonly leaveAfterMs?: number;
}

/** No answer takes longer, whatever happens: whoever waits longer would wait for ever. */
const hangMs = 30_000;

/**
 * Sends a request and reads the answer.
 *
 * @throws Error if the connection ends before the answer, if there is none in 30 s, or if the caller
 *   leaves
 */
export async function send(
  url: string,
  outgoing: Outgoing,
  { agent = new Agent(), leaveAfterMs }: SendOptions = {},
): Promise<Answer> {
  const { path = '/classify?topK=1', headers = {}, body } = outgoing;
  const method = body === undefined ? 'GET' : 'POST';
  const length = body !== undefined && { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, agent, headers: { ...length, ...headers } };
  const { promise, leave } = exchange(`${url.replace('localhost', '127.0.0.1')}${path}`, {
    ...options,
    body,
  });
  const hung = setTimeout(() => leave('there is no answer in 30 s'), hangMs);
  const left = leaveAfterMs && setTimeout(() => leave('the caller has left'), leaveAfterMs);
  try {
    return await promise;
  } finally {
    clearTimeout(hung);
    clearTimeout(left);
  }
}

function exchange(
  url: string,
  { body, ...options }: RequestOptions & Pick<Outgoing, 'body'>,
): { promise: Promise<Answer>; leave: (why: string) => void } {
  const sent = request(url, options);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.on('error', reject);
  });
  sent.end(body);
  const leave = (why: string): void => void sent.destroy(new Error(why));
  return { promise: response.then(readAnswer), leave };
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const body = await text(incoming);
  const isJson = /\bjson\b/.test(incoming.headers['content-type'] ?? '');
  return { status: incoming.statusCode ?? 0, body: isJson ? JSON.parse(body) : {} };
}
