import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../../../functions/api/router.ts';
import { GlimpseError } from '../answers/glimpse-error.ts';
import { isTrpcAnswer } from '../answers/reply.ts';
import type { TrpcClient } from '../contract.ts';
import { throwIfAborted } from './timeout.ts';
import { type OutgoingRequest, type ServiceConnection, send } from './transport.ts';

/**
 * The tRPC client on the same line as everything else: signed, tried again, ended in time, and with
 * the same errors.
 */
export function createTrpc(service: ServiceConnection): TrpcClient {
  const url = `${service.url}trpc`;
  const fetch = async (input: unknown, init: Init = {}) => {
    const json = await send(service, outgoing(String(input), init), {
      signal: init.signal ?? undefined,
      timeoutMs: service.timeoutMs,
    });
    return { ok: true, json: async () => json };
  };
  return withGlimpseErrors(createTRPCClient<AppRouter>({ links: [httpLink({ url, fetch })] }));
}

/** What tRPC's link hands to `fetch`: its bodies are text, for its inputs are JSON. */
interface Init {
  readonly method?: string | undefined;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

function outgoing(url: string, { method = 'GET', headers, body }: Init): OutgoingRequest {
  const procedure = new URL(url).pathname.split('/').at(-1) ?? '';
  return {
    url,
    method,
    headers: headers as Record<string, string>,
    body: typeof body === 'string' ? body : undefined,
    isAnswer: (json) => isTrpcAnswer(procedure, json),
  };
}

/** tRPC wraps whatever is thrown in an error of its own; calls of this client throw what is inside. */
function withGlimpseErrors<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? withGlimpseErrors(member) : member;
    },
    apply: (target, self, [input, options]) => {
      const call: Promise<unknown> = Reflect.apply(target as () => Promise<unknown>, self, [
        input,
        options,
      ]);
      return call.catch((error: unknown) => {
        throw unwrap(error, options?.signal);
      });
    },
  });
}

function unwrap(error: unknown, signal: AbortSignal | undefined): GlimpseError {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof GlimpseError && inner.code !== 'ABORTED') return inner;
  }
  // Its links abort with a signal of their own, which does not know the caller's reason.
  throwIfAborted(signal);
  const message = 'The request could not be made.';
  return new GlimpseError('INVALID_REQUEST', { issues: [] }, { message, cause: error });
}
