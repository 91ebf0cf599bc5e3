import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll } from 'vitest';
import { type FetchOptions, fetchPicture } from '../../../../functions/image/url/fetch-picture.ts';
import { publicUrlPolicy, type UrlPolicy } from '../../../../functions/image/url/policy.ts';

export interface Listener {
  readonly port: number;
  /** Counts the connections so far, apart from the one that this function makes. */
  countConnections(): Promise<number>;
  /** Resolves when the other end has closed every connection. */
  allClosed(): Promise<void>;
}

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

/** Starts a TCP server on a free port of a loopback address, until the end of the test file. */
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

/** Responses by path, written to a raw socket: HTTP servers send valid ones only. */
export type Answers = Readonly<Record<string, (socket: Socket, host: string) => void>>;

export function speak(answers: Answers): Server {
  return createServer((socket) => {
    // Stays, because a socket that nobody reads never emits its end.
    socket.on('data', (request) => {
      const [, path = ''] = String(request).split(' ');
      const [, host = ''] = /host: (\S+)/i.exec(String(request)) ?? [];
      answers[path]?.(socket, host);
    });
  });
}

/** Sends a whole response of these lines, and closes the connection. */
export function say(...lines: string[]) {
  return (socket: Socket): void => void socket.end(lines.join('\r\n'));
}

/** Writes the chunk again and again until the other end closes. */
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

/** A policy in which every name leads to 127.0.0.1, the only allowed address, on the only port. */
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
export const patientLimits: FetchOptions['limits'] = {
  fetchedBytes: 1000,
  urlConnectMs: 10_000,
  urlTotalMs: 20_000,
};

interface FetchChanges {
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly path?: string;
  readonly policy?: Partial<UrlPolicy>;
  readonly limits?: Partial<FetchOptions['limits']>;
  readonly signal?: AbortSignal;
}

/** Fetches from a listener, to which every name leads; returns the same as {@link tryFetch}. */
export function fetchFrom(
  { port }: Pick<Listener, 'port'>,
  { scheme = 'http', host = 'pictures.test', path = '/', ...changes }: FetchChanges = {},
): Promise<unknown> {
  return tryFetch(`${scheme}://${host}:${port}${path}`, {
    policy: loopbackPolicy(port, changes.policy),
    limits: { ...patientLimits, ...changes.limits },
    signal: changes.signal,
  });
}

/** Returns `{ fetched }` with the bytes, the code and details of an `ImageError`, or another error. */
export async function tryFetch(url: string, options: FetchOptions): Promise<unknown> {
  try {
    return { fetched: await fetchPicture(url, options) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'details' in error)) return error;
    return { code: error.code, details: error.details };
  }
}
