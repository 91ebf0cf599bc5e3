import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Uploaded {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Bytes of the body that were written before the response arrived. */
  readonly written: number;
}

/** Sends zeros until a response arrives, no faster than the server reads them. */
export async function uploadZeros(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uploaded> {
  const agent = new Agent({ keepAlive: true });
  const upload = request(url, { method: 'POST', headers, agent });
  const answer = once(upload, 'response') as Promise<[IncomingMessage]>;
  const gone = once(upload, 'close');
  // The server closes the connection during the upload, as it should.
  upload.on('error', () => undefined);
  let written = 0;
  let answered = false;
  void answer.then(() => {
    answered = true;
  });
  const chunk = Buffer.alloc(65_536);
  while (!answered && !upload.destroyed) {
    written += chunk.length;
    if (!upload.write(chunk)) await Promise.race([once(upload, 'drain'), answer, gone]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const [response] = await answer;
  const body = await text(response);
  upload.destroy();
  agent.destroy();
  return { status: response.statusCode, headers: response.headers, body, written };
}
