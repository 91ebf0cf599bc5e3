import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it arrived. */
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

/** An answer, or what is done to the response instead. */
export type Behaviour =
  | Reply
  | ((response: ServerResponse, arrived: Arrived) => void | Promise<void>);

/** A gateway on loopback that answers as it is told, whatever it is asked. */
export interface Gateway {
  readonly url: string;
  /** What arrived, oldest first. */
  readonly arrived: Arrived[];
  /** Resolves when so many requests have arrived. */
  arrivals(count: number): Promise<void>;
  close(): Promise<void>;
}

/** One behaviour a request, in their order; the last one goes on. */
export async function startGateway(...behaviours: Behaviour[]): Promise<Gateway> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const { method = '', url = '', headers } = request;
    const one = { method, path: url, headers, body };
    const behaviour = behaviours[Math.min(arrived.length, behaviours.length - 1)] ?? {};
    arrived.push(one);
    server.emit('arrived');
    if (typeof behaviour === 'function') return behaviour(response, one);
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

/** An answer that a client takes for one of a Glimpse. */
export const emptyAnswer: Reply = { body: '{"predictions":[]}' };
