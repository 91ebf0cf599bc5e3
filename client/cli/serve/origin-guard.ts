import { hostname, networkInterfaces } from 'node:os';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../../../functions/http/app-env.ts';
import { RefusedError } from './proxy-errors.ts';

export interface OriginGuardOptions {
  /** The address that the server listens on. */
  readonly host: string;
  /** Whether a path is part of the page. It holds no data, so links on other web pages may open it. */
  readonly isPage: (path: string) => boolean;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Creates a middleware that admits the page of this server and programs, but no other web page.
 * Requests are signed with the user's credentials, so other pages in the browser must not send any:
 * neither across origins
 * (https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site) nor through
 * a host name that resolves to this machine (https://en.wikipedia.org/wiki/DNS_rebinding).
 *
 * @throws RefusedError
 */
export function originGuard({ host, isPage }: OriginGuardOptions) {
  const hosts = new Set([...loopback, ...getHostNames(host)]);
  return createMiddleware<AppEnv>(async (c, next) => {
    const requested = c.req.header('host') ?? '';
    if (!hosts.has(removePort(requested))) throw new RefusedError('host', requested);
    const { origin, site, mode } = readSender(c.req.raw.headers);
    if (origin !== null && origin !== `http://${requested}`) {
      throw new RefusedError('origin', origin);
    }
    const isLink = mode === 'navigate' && c.req.method === 'GET' && isPage(c.req.path);
    if (site !== null && site !== 'same-origin' && site !== 'none' && !isLink) {
      throw new RefusedError('origin', origin ?? site);
    }
    await next();
  });
}

/** Lists the names by which clients may address this server, besides loopback. */
function getHostNames(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [toHostName(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return [hostname().toLowerCase(), ...addresses.map(({ address }) => toHostName(address))];
}

/** Formats an address as in a Host header: IPv6 in brackets. */
function toHostName(address: string): string {
  return address.includes(':') ? `[${address.replace(/%.*$/, '')}]` : address.toLowerCase();
}

/** Removes the port from a Host header. */
function removePort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function readSender(headers: Headers) {
  return {
    origin: headers.get('origin'),
    site: headers.get('sec-fetch-site'),
    mode: headers.get('sec-fetch-mode'),
  };
}
