import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LocalServer {
  readonly url: string;
  /** The requests so far, in order. */
  readonly requests: readonly IncomingMessage[];
}

/** Starts a server until the test ends. Each request gets the next listener, the last one repeatedly. */
export async function serve(...listeners: readonly RequestListener[]): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const listener = listeners[Math.min(requests.length, listeners.length - 1)];
    requests.push(request);
    listener?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/resnet18.pth`, requests };
}

/** Sends a file, or the range of the Range header. */
export function whole(file: Buffer, etag = '"one"'): RequestListener {
  return (request, response) => response.end(writeHead(file, { request, response, etag }));
}

/** The same, but closes the connection after `count` bytes. */
export function interrupted(file: Buffer, count: number, etag = '"one"'): RequestListener {
  return (request, response) => {
    const body = writeHead(file, { request, response, etag });
    response.write(body.subarray(0, count), () => setTimeout(() => response.destroy(), 20));
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly etag: string;
}

/** Writes the head of the response and returns its body. */
function writeHead(file: Buffer, { request, response, etag }: Exchange): Buffer {
  const { range = '', 'if-range': version = etag } = request.headers;
  const from = version === etag ? Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0) : 0;
  const body = file.subarray(from);
  const headers = { etag, 'content-length': body.length };
  const part = { ...headers, 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` };
  if (from > 0) response.writeHead(206, part);
  else response.writeHead(200, headers);
  return body;
}

/** Answers with a status and a short body. */
export function status(code: number, headers: Record<string, string> = {}): RequestListener {
  return (_, response: ServerResponse) => {
    response.writeHead(code, headers);
    response.end('no');
  };
}
