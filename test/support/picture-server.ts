import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicUrlPolicy, type UrlPolicy } from '../../functions/image/url/policy.ts';
import { type PictureName, pictureNames, readPictureFixture } from './fixtures.ts';

/** A web server on loopback, `http://pictures.test`. */
export interface PictureServer {
  /** Allows only this server; `nowhere.test` has no address. */
  readonly policy: UrlPolicy;
  /** Returns the URL of a fixture, `held` (coffee, after `release`), `silent` (never answered) or `missing` (404). */
  url(path: PictureName | 'held' | 'silent' | 'missing'): string;
  /** Resolves when this many requests for `held` are waiting. */
  waiting(requests: number): Promise<void>;
  /** Answers waiting and future requests for `held`. */
  release(): void;
  /** Resolves when the last waiting client has disconnected. */
  abandoned(): Promise<void>;
  close(): void;
}

export async function startPictureServer(): Promise<PictureServer> {
  const held = new Set<ServerResponse>();
  let released = false;
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    if (name === 'silent') return;
    if (name === 'held' && !released) {
      held.add(response);
      response.once('close', () => {
        held.delete(response);
        server.emit('held');
      });
      server.emit('held');
      return;
    }
    send(response, name === 'held' ? 'coffee' : name);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await once(server, 'held');
  };
  return {
    policy: { ...publicUrlPolicy, ports: [port], isAllowedAddress: isLoopback, lookup },
    url: (path) => `http://pictures.test:${port}/${path}`,
    waiting: (requests) => until(() => held.size === requests),
    abandoned: () => until(() => held.size === 0),
    release: () => {
      released = true;
      for (const response of held) send(response, 'coffee');
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, name: string): void {
  const picture = pictureNames.find((known) => known === name);
  response.statusCode = picture ? 200 : 404;
  response.end(picture && readPictureFixture(picture));
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1';
}

async function lookup(hostname: string): Promise<{ address: string; family: number }[]> {
  if (hostname === 'nowhere.test') throw new Error('getaddrinfo ENOTFOUND nowhere.test');
  return [{ address: '127.0.0.1', family: 4 }];
}
