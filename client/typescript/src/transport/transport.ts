import { GlimpseError } from '../answers/glimpse-error.ts';
import { type Reply, readReply } from '../answers/reply.ts';
import type { RequestOptions } from '../options.ts';
import { type RetryClock, withRetries } from './retry.ts';
import { type Deadline, withTimeout } from './timeout.ts';

/** `fetch` and the retry settings. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly retries: number;
  readonly clock: RetryClock;
}

/** A service and how to call it. */
export interface ServiceConnection extends Transport {
  /** Ends with `/`. */
  readonly url: string;
  /** Default time limit of one attempt, in milliseconds. */
  readonly timeoutMs: number;
}

/** A request that can be sent again: its body is in memory. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether the JSON of a successful response is an answer to this request. */
  readonly isAnswer: (body: unknown) => boolean;
}

export type ServiceRequest = Omit<OutgoingRequest, 'url'> & {
  /** Path and query, relative to the service's URL. */
  readonly path: string;
};

/** Sends a request to a service and returns the JSON of its answer. @throws GlimpseError */
export async function request<Answer>(
  service: ServiceConnection,
  { path, ...request }: ServiceRequest,
  { signal, timeoutMs = service.timeoutMs }: RequestOptions,
): Promise<Answer> {
  const url = service.url + path;
  return (await send(service, { ...request, url }, { signal, timeoutMs })) as Answer;
}

/**
 * Sends a request, retries it if that may help, and returns the JSON of its answer.
 *
 * @throws GlimpseError and nothing else
 */
export function send(
  transport: Transport,
  outgoing: OutgoingRequest,
  deadline: Deadline,
): Promise<unknown> {
  const { retries, clock } = transport;
  return withRetries({ retries, clock, signal: deadline.signal }, async () => {
    const reply = await withTimeout(deadline, (signal) => attempt(transport, outgoing, signal));
    const sentBytes = countBytes(outgoing.body);
    return readReply(reply, { isAnswer: outgoing.isAnswer, sentBytes });
  });
}

async function attempt(
  { fetch }: Transport,
  { url, method, headers, body }: OutgoingRequest,
  signal: AbortSignal,
): Promise<Reply> {
  try {
    const response = await fetch(url, { method, headers, signal, body: body ?? null });
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
  } catch (cause) {
    if (cause instanceof GlimpseError) throw cause;
    throw unreachable(url, cause);
  }
}

function unreachable(url: string, cause: unknown): GlimpseError {
  const { origin } = new URL(url);
  const message = `${origin} cannot be reached; check that it is running (in a browser: that it allows this origin).`;
  return new GlimpseError('UNREACHABLE', {}, { message, cause });
}

function countBytes(body: OutgoingRequest['body']): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength;
}
