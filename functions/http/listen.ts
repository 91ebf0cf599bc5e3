import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import {
  getRequestListener,
  type Http2Bindings,
  type HttpBindings,
  RequestError,
} from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv, RequestOrigin } from './app-env.ts';
import { Connections } from './connections.ts';
import { notAUrl } from './middleware/refuse-malformed.ts';
import { closeAfterUnreadBody, hasBody } from './unread-body.ts';

export interface Address {
  readonly host: string;
  /** 0 picks any free port. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /**
   * Answers the clients that have connected, stops accepting others, and waits for the requests in flight
   * (20 s at most).
   */
  close(): Promise<void>;
}

const milliseconds = {
  headers: 10_000,
  request: 60_000,
  keepAlive: 5_000,
  /** How often Node looks for requests whose time is over; its default is 30 s. */
  check: 1_000,
  close: 20_000,
  sweep: 20,
  /** Time without a new client, after which nobody waits to be accepted. */
  quiet: 60,
  /** Maximum time to accept clients that connected before the end, and to wait for their requests. */
  accept: 1_000,
};

/** Turns of the loop in which clients are accepted before a server stops listening. */
const minTurns = 5;

/** Serves an app over HTTP. Rejects if the address is not available, for example a port in use. */
export async function listen(app: Hono<AppEnv>, { host, port }: Address): Promise<Listening> {
  const options = {
    headersTimeout: milliseconds.headers,
    requestTimeout: milliseconds.request,
    keepAliveTimeout: milliseconds.keepAlive,
    connectionsCheckingInterval: milliseconds.check,
  };
  const listener = getRequestListener(
    (request, { incoming }) => app.fetch(request, getOrigin(incoming)),
    { errorHandler: (error) => answerMalformed(app, error) },
  );
  const server = createServer(options, (request, response) => {
    closeAfterUnreadBody(request, response);
    void listener(request, response);
  });
  const connections = new Connections(server);
  server.listen(port, host);
  await once(server, 'listening');
  return { url: getUrl(server, host), close: () => close(server, connections) };
}

/** Without a body there is nothing to read, and no memory to hold for it. */
function getOrigin(request: HttpBindings['incoming'] | Http2Bindings['incoming']): RequestOrigin {
  const body = hasBody(request) ? request : Buffer.alloc(0);
  return { address: request.socket.remoteAddress, body };
}

/** Answers a request without a valid URL, for example with a broken Host header, through the app. */
function answerMalformed(app: Hono<AppEnv>, error: unknown): Response | Promise<Response> {
  // Does not happen: the app answers everything that is thrown in it.
  if (!(error instanceof RequestError)) return new Response(null, { status: 500 });
  return app.fetch(new Request('http://localhost'), { refusal: notAUrl });
}

function getUrl(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const shown = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/**
 * The system resets connections that wait to be accepted when a server stops listening, so those are
 * taken first. Connections that become idle are closed: their keep-alive would delay the end.
 */
async function close(server: Server, connections: Connections): Promise<void> {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  connections.endWithAnswers();
  // Node accepts clients in each turn of its loop, and a turn of a busy process may be long.
  for (let turns = 0; turns < minTurns || elapsed() < milliseconds.accept; turns += 1) {
    const isQuiet = Math.min(elapsed(), connections.quietMs) > milliseconds.quiet;
    if (isQuiet && turns >= minTurns) break;
    connections.closeIdle({ andUnused: false });
    await wait(milliseconds.sweep);
    await nextTurn();
  }
  const closed = once(server, 'close');
  // Not that of `http.Server`, which would also close connections without a request.
  NetServer.prototype.close.call(server);
  const sweep = setInterval(() => {
    connections.closeIdle({ andUnused: elapsed() > milliseconds.accept });
  }, milliseconds.sweep);
  const end = setTimeout(() => server.closeAllConnections(), milliseconds.close);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
