import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Doorman {
  readonly url: string;
  /** The `authorization` of each request, in order; empty where there was none. */
  readonly signatures: string[];
  close(): void;
}

/** A function URL before the app at `behind`: turns the first calls away as one that is new does. */
export async function startDoorman(behind: string, turnsAway: number): Promise<Doorman> {
  const signatures: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    signatures.push(request.headers.authorization ?? '');
    if (signatures.length <= turnsAway) {
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end('{"Message":"Forbidden"}');
      return;
    }
    const { method = 'GET', url, headers } = request;
    const answer = await fetch(`${behind}${url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(method === 'POST' && { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    signatures,
    close: () => void server.close().closeAllConnections(),
  };
}
