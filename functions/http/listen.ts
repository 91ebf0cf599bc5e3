import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';

export interface Address {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /** Takes no new connections, lets requests in flight finish (20 s at most), then ends. */
  close(): Promise<void>;
}

const milliseconds = {
  headers: 10_000,
  request: 60_000,
  keepAlive: 5_000,
  close: 20_000,
  sweep: 50,
};

/** Serves an app over HTTP. Rejects where the address cannot be had, such as a port in use. */
export async function listen(app: Hono<AppEnv>, { host, port }: Address): Promise<Listening> {
  const options = {
    headersTimeout: milliseconds.headers,
    requestTimeout: milliseconds.request,
    keepAliveTimeout: milliseconds.keepAlive,
  };
  const listener = getRequestListener((request) => app.fetch(request), {
    errorHandler: (error) => refuse(app, error),
  });
  const server = createServer(options, (request, response) => void listener(request, response));
  server.listen(port, host);
  await once(server, 'listening');
  return { url: urlOf(server, host), close: () => close(server) };
}

/** What makes no URL, by a broken Host header for one, gets the same headers as everything else. */
function refuse(app: Hono<AppEnv>, error: unknown): Response | Promise<Response> {
  // The app answers whatever is thrown in it.
  if (!(error instanceof RequestError)) return new Response(null, { status: 500 });
  return app.fetch(new Request('http://localhost'), { refusal: 'its host and path make no URL' });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const shown = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** Connections that fall idle while closing have to be swept: their keep-alive would outlast us. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), milliseconds.sweep);
  const end = setTimeout(() => server.closeAllConnections(), milliseconds.close);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
