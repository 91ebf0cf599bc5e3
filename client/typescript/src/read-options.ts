import { invalid } from './answers/glimpse-error.ts';
import type { GlimpseOptions } from './options.ts';
import type { RetryClock } from './transport/retry.ts';
import { regionOf, requireRegion, signingFetch } from './transport/sign.ts';
import type { ServiceConnection } from './transport/transport.ts';

const defaultTimeoutMs = 30_000;
const defaultRetries = 3;
const maxRetries = 10;

/** What the options say, checked. @throws GlimpseError `INVALID_REQUEST` */
export function readOptions(options: GlimpseOptions, clock: RetryClock): ServiceConnection {
  const { timeoutMs = defaultTimeoutMs, retries = defaultRetries } = options;
  if (!(timeoutMs > 0)) throw invalid('timeoutMs', 'expected milliseconds, more than 0');
  if (!Number.isInteger(retries) || retries < 0 || retries > maxRetries) {
    throw invalid('retries', `expected a whole number from 0 to ${maxRetries}`);
  }
  const url = readUrl(options.url);
  return { url, timeoutMs, retries, clock, fetch: fetchFor(url, options) };
}

/** Without query and fragment, and with a slash at its end; relative to the page where there is one. */
function readUrl(given: string | URL): string {
  const { location } = globalThis as { location?: { href: string } };
  if (!URL.canParse(String(given), location?.href)) {
    throw invalid('url', `${given} is no URL; expected one such as http://localhost:3000`);
  }
  const { protocol, origin, pathname, username } = new URL(given, location?.href);
  if (!/^https?:$/.test(protocol)) throw invalid('url', `${given} is neither http nor https`);
  if (username !== '') throw invalid('url', 'leave user name and password out of it');
  return `${origin}${pathname.replace(/\/+$/, '')}/`;
}

function fetchFor(url: string, options: GlimpseOptions): typeof globalThis.fetch {
  const { fetch = (input, init) => globalThis.fetch(input, init), credentials } = options;
  if (!credentials) return fetch;
  const region = requireRegion(options.region ?? regionOf(url), url);
  return signingFetch({ credentials, region, fetch });
}
