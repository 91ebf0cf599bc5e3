import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  getRequestListener,
  type Http2Bindings,
  type HttpBindings,
  RequestError,
} from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv, RequestOrigin } from './app-env.ts';
import { notAUrl } from './middleware/refuse-malformed.ts';
import { closeAfterUnreadBody } from './unread-body.ts';

export interface Address {
  readonly host: string;
  /** 0 picks any free port. */
  readonly port: number;
}

export interface Listening {
  readonly url: string;
  /** Stops accepting connections and waits for the requests in flight (20 s at most). */
  close(): Promise<void>;
}

const milliseconds = {
  headers: 10_000,
  request: 60_000,
  keepAlive: 5_000,
  /** How often Node looks for requests whose time is over; its default is 30 s. */
  check: 1_000,
  close: 20_000,
  sweep: 50,
};

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
    {
      errorHandler: (error) => answerMalformed(app, error),
    },
  );
  const server = createServer(options, (request, response) => {
    closeAfterUnreadBody(request, response);
    void listener(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { url: getUrl(server, host), close: () => close(server) };
}

function getOrigin(request: HttpBindings['incoming'] | Http2Bindings['incoming']): RequestOrigin {
  return { address: request.socket.remoteAddress, body: request };
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

/** Also closes connections that become idle in the meantime: their keep-alive would delay the end. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), milliseconds.sweep);
  const end = setTimeout(() => server.closeAllConnections(), milliseconds.close);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
