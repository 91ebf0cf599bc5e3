import { GlimpseError } from './glimpse-error.ts';
import { readReply } from './read-reply.ts';
import type { Reply } from './reply.ts';
import { type World, withRetries } from './retry.ts';
import { type Patience, within } from './within.ts';

/** A request that can be sent again: its body is in memory. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether the JSON that came is an answer to this. */
  readonly isAnswer: (body: unknown) => boolean;
}

/** The way to a service. */
export interface Line {
  readonly fetch: typeof globalThis.fetch;
  readonly retries: number;
  readonly world: World;
}

/**
 * Sends a request, again where that may help, and gives the JSON of its answer.
 *
 * @throws GlimpseError and nothing else
 */
export function send(line: Line, outgoing: Outgoing, patience: Patience): Promise<unknown> {
  const { retries, world } = line;
  return withRetries({ retries, world, signal: patience.signal }, async () => {
    const reply = await within(patience, (signal) => attempt(line, outgoing, signal));
    return readReply(reply, { isAnswer: outgoing.isAnswer, sentBytes: lengthOf(outgoing.body) });
  });
}

async function attempt(line: Line, outgoing: Outgoing, signal: AbortSignal): Promise<Reply> {
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

function lengthOf(body: Outgoing['body']): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.byteLength;
}
