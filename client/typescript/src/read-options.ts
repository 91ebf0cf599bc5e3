import { invalidRequest } from './answers/glimpse-error.ts';
import type { GlimpseOptions } from './options.ts';
import type { RetryClock } from './transport/retry.ts';
import { parseRegion, requireRegion, signingFetch } from './transport/sign.ts';
import type { ServiceConnection } from './transport/transport.ts';

const defaultTimeoutMs = 30_000;
const defaultRetries = 3;
const maxRetries = 10;

/** Checks the options and applies defaults. @throws GlimpseError `INVALID_REQUEST` */
export function readOptions(options: GlimpseOptions, clock: RetryClock): ServiceConnection {
  const { timeoutMs = defaultTimeoutMs, retries = defaultRetries } = options;
  if (!(timeoutMs > 0))
    throw invalidRequest('timeoutMs', 'expected a number of milliseconds above 0');
  if (!Number.isInteger(retries) || retries < 0 || retries > maxRetries) {
    throw invalidRequest('retries', `expected an integer from 0 to ${maxRetries}`);
  }
  const url = readUrl(options.url);
  return { url, timeoutMs, retries, clock, fetch: createFetch(url, options) };
}

/** Drops query and fragment and adds a final slash. In a browser, `url` may be relative to the page. */
function readUrl(url: string | URL): string {
  const { location } = globalThis as { location?: { href: string } };
  if (!URL.canParse(String(url), location?.href)) {
    throw invalidRequest('url', `${url} is not a URL; expected one such as http://localhost:3000`);
  }
  const { protocol, origin, pathname, username } = new URL(url, location?.href);
  if (!/^https?:$/.test(protocol)) throw invalidRequest('url', `${url} is neither http nor https`);
  if (username !== '') throw invalidRequest('url', 'remove user name and password');
  return `${origin}${pathname.replace(/\/+$/, '')}/`;
}

function createFetch(url: string, options: GlimpseOptions): typeof globalThis.fetch {
  const { fetch = (input, init) => globalThis.fetch(input, init), credentials } = options;
  if (!credentials) return fetch;
  const region = requireRegion(options.region ?? parseRegion(url), url);
  return signingFetch({ credentials, region, fetch });
}
