import { refused, refusedScheme } from './failure.ts';
import type { UrlPolicy } from './policy.ts';

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Parses a URL and refuses it unless the policy allows its scheme, port and host. The connector checks
 * the addresses of the host, because a name may resolve differently each time: see `connector.ts`.
 *
 * @throws ImageError `URL_REFUSED`
 */
export function checkUrl(text: string, policy: UrlPolicy): URL {
  const scheme = refusedScheme(text);
  if (scheme) throw scheme;
  if (!policy.enabled) throw refused('disabled');
  if (!URL.canParse(text)) throw refused('syntax');
  const url = new URL(text);
  const defaultPort = defaultPorts[url.protocol];
  if (defaultPort === undefined) throw refused('scheme');
  if (url.username !== '' || url.password !== '') throw refused('credentials');
  if (!policy.ports.includes(Number(url.port || defaultPort))) throw refused('port');
  // Compares whole parsed hosts, never prefixes of URLs: `http://example.com@evil.com` has a good prefix.
  if (policy.hosts !== undefined && !policy.hosts.includes(url.hostname)) throw refused('host');
  return url;
}

/**
 * Checks the target of a redirect in the same way. Refuses a redirect from https to http: an https URL
 * promises that nobody in between can swap the picture.
 */
export function checkRedirect(location: string, from: URL, policy: UrlPolicy): URL {
  if (!URL.canParse(location, from.href)) throw refused('syntax');
  const url = checkUrl(new URL(location, from).href, policy);
  if (from.protocol === 'https:' && url.protocol === 'http:') throw refused('scheme');
  return url;
}
