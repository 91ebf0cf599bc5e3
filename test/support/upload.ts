import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Uploaded {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Bytes of the body that could be handed over before the answer had come. */
  readonly written: number;
}

/** Sends zeros without end until there is an answer, never faster than they are taken. */
export async function uploadZeros(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uploaded> {
  const agent = new Agent({ keepAlive: true });
  const upload = request(url, { method: 'POST', headers, agent });
  const answer = once(upload, 'response') as Promise<[IncomingMessage]>;
  const gone = once(upload, 'close');
  // The server closes the connection in the middle of it, as it should.
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
