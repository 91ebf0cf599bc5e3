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
  /** The requests so far, first one first. */
  readonly requests: readonly IncomingMessage[];
}

/** A server that lasts as long as the test and answers each request with the next listener, the last one again and again. */
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

/** Sends a file as a well-behaved server does, from where the Range header says. */
export function whole(file: Buffer, etag = '"one"'): RequestListener {
  return (request, response) => response.end(answer(file, { request, response, etag }));
}

/** The same, but hangs up after `count` bytes. */
export function breaking(file: Buffer, count: number, etag = '"one"'): RequestListener {
  return (request, response) => {
    const body = answer(file, { request, response, etag });
    response.write(body.subarray(0, count), () => setTimeout(() => response.destroy(), 20));
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly etag: string;
}

/** Writes the head of the answer and returns its body. */
function answer(file: Buffer, { request, response, etag }: Exchange): Buffer {
  const { range = '', 'if-range': state = etag } = request.headers;
  const from = state === etag ? Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0) : 0;
  const body = file.subarray(from);
  const headers = { etag, 'content-length': body.length };
  const part = { ...headers, 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` };
  if (from > 0) response.writeHead(206, part);
  else response.writeHead(200, headers);
  return body;
}

export function status(code: number, headers: Record<string, string> = {}): RequestListener {
  return (_, response: ServerResponse) => {
    response.writeHead(code, headers);
    response.end('no');
  };
}
