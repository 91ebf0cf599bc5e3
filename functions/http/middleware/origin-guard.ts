import { hostname, networkInterfaces } from 'node:os';
import { createMiddleware } from 'hono/factory';
import { RequestError } from '../../api/request-error.ts';
import { excerpt } from '../../shared/excerpt.ts';
import type { AppEnv } from '../app-env.ts';

export interface OriginGuardOptions {
  /** The address that the server listens on. */
  readonly host: string;
  /** Whether a path is part of the page. It holds no data, so links on other web pages may open it. */
  readonly isPage: (path: string) => boolean;
  /**
   * Whether programs may use other names of this machine, such as that of a container, if the server
   * listens on all addresses. Browsers may not.
   */
  readonly anyNameForPrograms?: boolean;
  /** Other names by which the server is reached, for example through a proxy with https. */
  readonly otherHosts?: readonly string[];
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];
const allAddresses = ['0.0.0.0', '::'];

/**
 * Creates a middleware that admits the page of this server and programs, but no other web page. Such a
 * page could have URLs fetched, or use the credentials of whoever started the server: neither across
 * origins
 * (https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site) nor through
 * a host name that resolves to this machine (https://en.wikipedia.org/wiki/DNS_rebinding).
 *
 * @throws RequestError `ORIGIN_REFUSED`
 */
export function originGuard(options: OriginGuardOptions) {
  const { host, isPage, anyNameForPrograms = false, otherHosts = [] } = options;
  const hosts = new Set([...loopback, ...getHostNames(host), ...otherHosts]);
  const anyName = anyNameForPrograms && allAddresses.includes(host);
  return createMiddleware<AppEnv>(async (c, next) => {
    const requested = c.req.header('host') ?? '';
    const { origin, site, mode } = readSender(c.req.raw.headers);
    const isProgram = origin === null && site === null;
    if (!hosts.has(removePort(requested)) && !(anyName && isProgram)) {
      throw refuse('host', requested);
    }
    const isOther = otherHosts.includes(removePort(requested));
    const origins = [`http://${requested}`, ...(isOther ? [`https://${requested}`] : [])];
    if (origin !== null && !origins.includes(origin)) throw refuse('origin', origin);
    const isLink = mode === 'navigate' && c.req.method === 'GET' && isPage(c.req.path);
    if (site !== null && site !== 'same-origin' && site !== 'none' && !isLink) {
      throw refuse('origin', origin ?? site);
    }
    await next();
  });
}

function refuse(reason: 'host' | 'origin', text: string): RequestError<'ORIGIN_REFUSED'> {
  const value = excerpt(text);
  const message =
    reason === 'host'
      ? `This server does not know itself as ${value}; use the address that it printed, or name this one in GLIMPSE_HOSTS.`
      : `Pages of ${value} may not use this server: it answers its own page, and programs.`;
  return new RequestError('ORIGIN_REFUSED', { reason, value }, { message });
}

/** Lists the names by which clients may address this server, besides loopback. */
function getHostNames(host: string): string[] {
  if (!allAddresses.includes(host)) return [toHostName(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const name = hostname().toLowerCase();
  return [name, `${name}.local`, ...addresses.map(({ address }) => toHostName(address))];
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
