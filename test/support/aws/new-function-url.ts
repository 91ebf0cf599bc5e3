import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface NewFunctionUrl {
  readonly url: string;
  /** The `authorization` header of each request, in order; empty if there was none. */
  readonly signatures: string[];
}

/**
 * Starts a function URL in front of the app at `target`. Like a new one of AWS, it rejects the first
 * calls with status 403. It stops when the test finishes.
 */
export async function startNewFunctionUrl(
  target: string,
  rejections: number,
): Promise<NewFunctionUrl> {
  const signatures: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    signatures.push(request.headers.authorization ?? '');
    if (signatures.length <= rejections) {
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end('{"Message":"Forbidden"}');
      return;
    }
    const { method = 'GET', url, headers } = request;
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(method === 'POST' && { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, signatures };
}
