import { GlimpseError } from '../answers/glimpse-error.ts';
import { type Reply, readReply } from '../answers/reply.ts';
import type { RequestOptions } from '../options.ts';
import { type RetryClock, withRetries } from './retry.ts';
import { type Deadline, withTimeout } from './timeout.ts';

/** A request that can be sent again: its body is in memory. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether the JSON that came is an answer to this. */
  readonly isAnswer: (body: unknown) => boolean;
}

/** The way to a service. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  readonly retries: number;
  readonly clock: RetryClock;
}

/**
 * Sends a request, again where that may help, and gives the JSON of its answer.
 *
 * @throws GlimpseError and nothing else
 */
export function send(
  line: Transport,
  outgoing: OutgoingRequest,
  patience: Deadline,
): Promise<unknown> {
  const { retries, clock } = line;
  return withRetries({ retries, clock, signal: patience.signal }, async () => {
    const reply = await withTimeout(patience, (signal) => attempt(line, outgoing, signal));
    return readReply(reply, { isAnswer: outgoing.isAnswer, sentBytes: lengthOf(outgoing.body) });
  });
}

async function attempt(
  line: Transport,
  outgoing: OutgoingRequest,
  signal: AbortSignal,
): Promise<Reply> {
  const { url, method, headers, body } = outgoing;
  const { fetch } = line;
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
  const message = `${origin} cannot be reached; is it running, and may this place ask it?`;
  return new GlimpseError('UNREACHABLE', {}, { message, cause });
}

function lengthOf(body: OutgoingRequest['body']): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength;
}

/** A service and how to ask it. */
export interface ServiceConnection extends Transport {
  /** Ends with `/`. */
  readonly url: string;
  /** Milliseconds for one attempt, where a call does not say otherwise. */
  readonly timeoutMs: number;
}

export type ServiceRequest = Omit<OutgoingRequest, 'url'> & {
  /** Below the service's URL, with its query. */
  readonly path: string;
};

/** The JSON that a service answers, as the request knows it. @throws GlimpseError */
export async function request<Answer>(
  service: ServiceConnection,
  { path, ...request }: ServiceRequest,
  { signal, timeoutMs = service.timeoutMs }: RequestOptions,
): Promise<Answer> {
  const url = service.url + path;
  return (await send(service, { ...request, url }, { signal, timeoutMs })) as Answer;
}
