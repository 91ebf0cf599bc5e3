import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A received request. */
export interface Arrived {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A reply, or a function that handles the response. */
export type Behaviour =
  | Reply
  | ((response: ServerResponse, arrived: Arrived) => void | Promise<void>);

/** A server on loopback with fixed replies to any request. */
export interface Gateway {
  readonly url: string;
  /** Received requests, oldest first. */
  readonly arrived: Arrived[];
  /** Resolves when `count` requests have arrived. */
  arrivals(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gateway with one behaviour per request, in order; the last one repeats. */
export async function startGateway(...behaviours: Behaviour[]): Promise<Gateway> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const { method = '', url = '', headers } = request;
    const received = { method, path: url, headers, body };
    const behaviour = behaviours[Math.min(arrived.length, behaviours.length - 1)] ?? {};
    arrived.push(received);
    server.emit('arrived');
    if (typeof behaviour === 'function') return behaviour(response, received);
    response.writeHead(behaviour.status ?? 200, behaviour.headers).end(behaviour.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    arrivals: async (count) => {
      while (arrived.length < count) await once(server, 'arrived');
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A minimal answer that clients accept as one of Glimpse. */
export const emptyAnswer: Reply = { body: '{"predictions":[]}' };
