import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../support/fixtures.ts';
import { isOpen } from './addresses.ts';

/** Where services listen that an attacker would like to reach. */
const ports = [80, 443, 22, 2375, 3000, 5432, 6379, 8080, 9200];

const picture = readFileSync(join(root, 'models', 'samples', 'small', 'rocket.jpg'));
const ok = 'HTTP/1.1 200 OK\r\n';
const whole = `${ok}Content-Length: ${picture.length}\r\n\r\n`;
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;

/** How the server of a URL `/NAME` behaves. */
export const behaviours: Readonly<Record<string, (socket: Socket) => void>> = {
  picture: (socket) => socket.end(Buffer.concat([Buffer.from(whole), picture])),
  silent: () => {},
  'silent after the head': (socket) => socket.write(whole),
  endless: (socket) => flood(socket, `${ok}\r\n`, Buffer.alloc(65_536, 1)),
  'one-byte chunks': (socket) => flood(socket, chunked, Buffer.from('1\r\nx\r\n'.repeat(20_000))),
  'a byte a time': (socket) => trickle(socket, `${ok}Content-Length: 9999\r\n\r\n`, 'x'),
  'a header a time': (socket) => trickle(socket, ok, 'X: y\r\n'),
  'endless headers': (socket) => flood(socket, ok, Buffer.from('X: y\r\n'.repeat(5_000))),
  'interim answers': (socket) =>
    flood(socket, '', Buffer.from('HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n'.repeat(2_000))),
  'interim answers, slowly': (socket) => trickle(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
  trailers: (socket) =>
    flood(socket, `${chunked}1\r\nx\r\n0\r\n`, Buffer.from('X: y\r\n'.repeat(5_000))),
  'chunk extensions': (socket) => flood(socket, `${chunked}1`, Buffer.from(';a=b'.repeat(10_000))),
  'declared too long': (socket) => socket.end(`${ok}Content-Length: 99999999999\r\n\r\nx`),
  'declared longer': (socket) => socket.end(`${ok}Content-Length: 999\r\n\r\nx`),
  'declared shorter': (socket) => socket.end(`${ok}Content-Length: 1\r\n\r\n${'x'.repeat(999)}`),
  'two lengths': (socket) => socket.end(`${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`),
  'no length': (socket) => socket.end(`${ok}\r\nGIF89a`),
  gzip: (socket) =>
    socket.end(
      Buffer.concat([
        Buffer.from(`${ok}Content-Encoding: gzip\r\n\r\n`),
        gzipSync(Buffer.alloc(1_000_000)),
      ]),
    ),
  'status 000': (socket) => socket.end('HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n'),
  'status 099': (socket) => socket.end('HTTP/1.1 099 X\r\n\r\n'),
  'status 101': (socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  'status 204': (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'),
  'status 206': (socket) => socket.end('HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\nx'),
  'status 304': (socket) => socket.end('HTTP/1.1 304 Not Modified\r\n\r\n'),
  'status 500': (socket) => socket.end('HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n'),
  'status 999': (socket) => socket.end('HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n'),
  'not HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'HTTP/0.9': (socket) => socket.end(picture),
  nothing: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
  'reset within': (socket) => socket.write(whole, () => socket.resetAndDestroy()),
  '20,000 headers': (socket) => socket.end(`${ok}${'X: y\r\n'.repeat(20_000)}\r\n`),
};

function flood(socket: Socket, head: string, piece: Buffer): void {
  socket.write(head);
  const fill = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', fill);
  fill();
}

function trickle(socket: Socket, head: string, piece: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(piece), 100);
  socket.once('close', () => clearInterval(timer));
}

export interface Traps {
  /** Addresses and ports that were connected to and should not have been. */
  takeHits(): readonly string[];
  close(): Promise<void>;
}

/** Listens on every address: the namespace routes all of them here. */
export async function startTraps(): Promise<Traps> {
  let hits: string[] = [];
  const sockets = new Set<Socket>();
  const servers = ports.map((port) =>
    createServer((socket) => {
      const { localAddress = '' } = socket;
      if (!isOpen(localAddress)) hits.push(`${localAddress} port ${port}`);
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
      socket.once('data', (request) => answer(socket, request.toString('latin1')));
    }).listen(port, '::'),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return {
    takeHits: () => {
      const taken = hits;
      hits = [];
      return taken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map(closeServer));
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** `/redirect/STATUS/LOCATION` leads elsewhere, `/loop` to itself, and `/NAME` is a behaviour. */
function answer(socket: Socket, request: string): void {
  const path = decode(request.split(' ')[1] ?? '/');
  const [, status, location] = /^\/redirect\/(\d+)\/(.*)$/s.exec(path) ?? [];
  if (location !== undefined) {
    const where = location.startsWith('long:')
      ? `/${'a'.repeat(Number(location.slice(5)))}`
      : location;
    socket.end(
      `HTTP/1.1 ${status} Elsewhere\r\nLocation: ${where}\r\nContent-Length: 0\r\n\r\n`,
      'latin1',
    );
  } else if (path === '/loop') {
    socket.end('HTTP/1.1 302 Elsewhere\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n');
  } else {
    (behaviours[path.slice(1)] ?? behaviours.picture)?.(socket);
  }
}

/** A path of a hostile URL may be escaped wrongly. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
