import { hostname, networkInterfaces } from 'node:os';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { RefusedError } from './proxy-errors.ts';

export interface OriginGuardOptions {
  /** The address that is listened on. */
  readonly host: string;
  /** Paths that hold no data, which a link on another page may open. */
  readonly isPage: (path: string) => boolean;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Lets in the page that this server serves, and programs; no other web page. What is signed with
 * somebody's credentials must not be asked for by whatever page they have open: neither across
 * origins (https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site) nor
 * through a name that its owner points here (https://en.wikipedia.org/wiki/DNS_rebinding).
 *
 * @throws RefusedError
 */
export function originGuard({ host, isPage }: OriginGuardOptions) {
  const hosts = new Set([...loopback, ...namesOf(host)]);
  return createMiddleware<AppEnv>(async (c, next) => {
    const asked = c.req.header('host') ?? '';
    if (!hosts.has(nameIn(asked))) throw new RefusedError('host', asked);
    const { origin, site, mode } = senderOf(c.req.raw.headers);
    if (origin !== null && origin !== `http://${asked}`) throw new RefusedError('origin', origin);
    const isLink = mode === 'navigate' && c.req.method === 'GET' && isPage(c.req.path);
    if (site !== null && site !== 'same-origin' && site !== 'none' && !isLink) {
      throw new RefusedError('origin', origin ?? site);
    }
    await next();
  });
}

function senderOf(headers: Headers) {
  return {
    origin: headers.get('origin'),
    site: headers.get('sec-fetch-site'),
    mode: headers.get('sec-fetch-mode'),
  };
}

/** A Host header without its port. */
function nameIn(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** What a machine is called from outside, where it listens to more than itself. */
function namesOf(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [bracketed(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return [hostname().toLowerCase(), ...addresses.map(({ address }) => bracketed(address))];
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address.replace(/%.*$/, '')}]` : address.toLowerCase();
}
