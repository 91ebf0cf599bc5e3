import { Agent, type IncomingMessage, request } from 'node:http';
import { bounds } from '../bounds.ts';
import { Fault, Stuck } from './fault.ts';

/** An answer, whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether it is the answer to HEAD, which has no body. */
  readonly isHead?: boolean;
}

export interface Outgoing {
  /** Default: GET without a body, else POST. */
  readonly method?: string;
  /** With query. Default: `/classify`. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Takes a request to an entry of the service. */
export interface Sender {
  /** @throws Fault if no answer comes */
  send(outgoing: Outgoing): Promise<Reply>;
}

/** How a write to a connection fails that the other side has closed. */
const closed = ['ECONNRESET', 'EPIPE'];

/** Sends requests on connections that are kept open, as browsers and programs do. */
export class Client implements Sender {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws Fault if no answer comes, or the connection ends before it. */
  async send(outgoing: Outgoing): Promise<Reply> {
    const { path = '/classify', headers = {}, body } = outgoing;
    const method = outgoing.method ?? (body === undefined ? 'GET' : 'POST');
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const length = bytes && { 'content-length': String(bytes.length) };
    const options = { host: '127.0.0.1', port: this.#port, agent: this.#agent };
    return await new Promise((resolve, reject) => {
      const sent = request({ ...options, method, path, headers: { ...length, ...headers } });
      const patience = setTimeout(() => {
        reject(new Stuck(`no answer in ${bounds.stuck / 1000} s`));
        sent.destroy();
      }, bounds.stuck);
      let answered = false;
      sent.once('response', (response) => {
        answered = true;
        readReply(response).then(resolve, reject);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server may close an idle connection at the moment when it is used again.
        if (sent.reusedSocket && !answered && closed.includes(error.code ?? '')) {
          this.send(outgoing).then(resolve, reject);
        } else reject(new Fault(`the connection ended before the answer (${error.code})`));
      });
      sent.once('close', () => clearTimeout(patience));
      sent.end(bytes);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk);
  } catch (error) {
    throw new Fault(`the answer broke off (${error})`);
  }
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: Buffer.concat(chunks) };
}
