import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../../../functions/api/router.ts';
import { GlimpseError } from '../answers/glimpse-error.ts';
import { isTrpcAnswer } from '../answers/reply.ts';
import type { TrpcClient } from '../contract.ts';
import { throwIfAborted } from './timeout.ts';
import { type OutgoingRequest, type ServiceConnection, send } from './transport.ts';

/**
 * Creates the tRPC client. It uses the same transport as the other calls: signatures, retries,
 * timeouts and errors are the same.
 */
export function createTrpc(service: ServiceConnection): TrpcClient {
  const url = `${service.url}trpc`;
  const fetch = async (input: unknown, init: Init = {}) => {
    const json = await send(service, toOutgoingRequest(String(input), init), {
      signal: init.signal ?? undefined,
      timeoutMs: service.timeoutMs,
    });
    return { ok: true, json: async () => json };
  };
  return withGlimpseErrors(createTRPCClient<AppRouter>({ links: [httpLink({ url, fetch })] }));
}

/** The arguments that tRPC's link passes to `fetch`: its inputs are JSON, so bodies are text. */
interface Init {
  readonly method?: string | undefined;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

function toOutgoingRequest(url: string, { method = 'GET', headers, body }: Init): OutgoingRequest {
  const procedure = new URL(url).pathname.split('/').at(-1) ?? '';
  return {
    url,
    method,
    headers: headers as Record<string, string>,
    body: typeof body === 'string' ? body : undefined,
    isAnswer: (json) => isTrpcAnswer(procedure, json),
  };
}

/** tRPC wraps errors in its own; this client's calls throw the original {@link GlimpseError}. */
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
  // tRPC's links abort with their own signal, which does not have the caller's reason.
  throwIfAborted(signal);
  const message = 'The request could not be created.';
  return new GlimpseError('INVALID_REQUEST', { issues: [] }, { message, cause: error });
}
