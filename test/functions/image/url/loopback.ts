import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll } from 'vitest';
import { type FetchOptions, fetchPicture } from '../../../../functions/image/url/fetch-picture.ts';
import { publicUrlPolicy, type UrlPolicy } from '../../../../functions/image/url/policy.ts';

export interface Listener {
  readonly port: number;
  /** Connections made to it by anybody but this function, which makes one and waits its turn. */
  countConnections(): Promise<number>;
  /** Resolves when the other end has let go of every connection. */
  allClosed(): Promise<void>;
}

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

/** Any TCP server on a free port of a loopback address, gone after the tests of a file. */
export async function listen(
  server: Server,
  at = { port: 0, host: '127.0.0.1' },
): Promise<Listener> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket.on('error', () => undefined));
  });
  await once(server.listen(at.port, at.host), 'listening');
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return {
    port,
    async countConnections() {
      const accepted = once(server, 'connection');
      const probe = connect(port, at.host);
      let { remotePort } = (await accepted)[0];
      while (remotePort !== probe.localPort) [{ remotePort }] = await once(server, 'connection');
      probe.destroy();
      return sockets.length - 1;
    },
    async allClosed() {
      for (const socket of sockets) {
        if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
      }
    },
  };
}

/** Says over a raw socket whatever a test wants said, by path; proper servers are too polite. */
export type Answers = Readonly<Record<string, (socket: Socket, host: string) => void>>;

export function speak(answers: Answers): Server {
  return createServer((socket) => {
    // Stays, since a socket that nobody reads never learns of its end.
    socket.on('data', (request) => {
      const [, path = ''] = String(request).split(' ');
      const [, host = ''] = /host: (\S+)/i.exec(String(request)) ?? [];
      answers[path]?.(socket, host);
    });
  });
}

/** A whole response with these header lines, after which the server closes. */
export function say(...lines: string[]) {
  return (socket: Socket): void => void socket.end(lines.join('\r\n'));
}

/** Writes again and again until the other end has had enough. */
export function flood(start: string, chunk: string, everyMs = 0) {
  return (socket: Socket): void => {
    socket.write(start);
    const timer = setInterval(() => socket.writableNeedDrain || socket.write(chunk), everyMs);
    socket.once('close', () => clearInterval(timer));
  };
}

export const picture = Buffer.from('not a picture, but whole');
export const sayPicture = say(
  'HTTP/1.1 200 OK',
  `content-length: ${picture.length}`,
  '',
  String(picture),
);

/** Every name leads to 127.0.0.1, which alone is allowed, on this port alone. */
export function loopbackPolicy(port: number, changes: Partial<UrlPolicy> = {}): UrlPolicy {
  return {
    ...publicUrlPolicy,
    ports: [port],
    isAllowedAddress: (address) => address === '127.0.0.1',
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    ...changes,
  };
}

/** Limits that an idle loopback never reaches, however busy the machine. */
export const patient: FetchOptions['limits'] = {
  fetchedBytes: 1000,
  urlConnectMs: 10_000,
  urlTotalMs: 20_000,
};

/** What a fetch fails with: the code and details of an `ImageError`, or the error itself. */
export async function failureOf(url: string, options: FetchOptions): Promise<unknown> {
  try {
    return { fetched: await fetchPicture(url, options) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'details' in error)) return error;
    return { code: error.code, details: error.details };
  }
}
