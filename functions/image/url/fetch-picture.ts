import { type Dispatcher, request } from 'undici';
import { collectBytes } from '../../shared/collect-bytes.ts';
import { checkRedirect, checkUrl } from './check-url.ts';
import { refused, tooLarge, wrongStatus } from './failure.ts';
import type { UrlPolicy } from './policy.ts';
import { type RemoteReadOptions, withReadDeadline } from './remote-read.ts';
import { withAgent } from './with-agent.ts';

export interface FetchOptions extends RemoteReadOptions {
  readonly policy: UrlPolicy;
}

const maxRedirects = 3;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** `identity`, because half a kilobyte of compressed body can unpack to 200 MiB. */
const requestHeaders = {
  'user-agent': 'glimpse/0.1',
  accept: 'image/*',
  'accept-encoding': 'identity',
};

/**
 * Fetches an untrusted URL and returns its bytes, which may be empty and need not be a picture. Never
 * connects to a refused address, and leaves no connection open.
 *
 * @throws ImageError with a code that starts with `URL_`
 */
export function fetchPicture(url: string, options: FetchOptions): Promise<Buffer> {
  return withReadDeadline(options, (signal) =>
    followRedirects(checkUrl(url, options.policy), { ...options, signal }),
  );
}

async function followRedirects(
  start: URL,
  options: FetchOptions & { signal: AbortSignal },
): Promise<Buffer> {
  const { policy, limits, signal } = options;
  return await withAgent({ policy, limits, signal }, async (agent) => {
    let url = start;
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const response = await request(url, { dispatcher: agent, signal, headers: requestHeaders });
      // Destroying the agent is an error for an unread body; unhandled, it would end the process.
      response.body.on('error', () => undefined);
      const location = getRedirect(response);
      if (location === null) return await readBody(response, limits.fetchedBytes, options.hold);
      url = checkRedirect(location, url, policy);
    }
    throw refused('redirects');
  });
}

function getRedirect({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  return redirectStatuses.includes(statusCode) && typeof location === 'string' ? location : null;
}

/** Refuses a body whose declared length exceeds `limit` before it is read. */
async function readBody(
  response: Dispatcher.ResponseData,
  limit: number,
  hold: FetchOptions['hold'],
): Promise<Buffer> {
  if (response.statusCode !== 200) throw wrongStatus(response.statusCode);
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (String(encoding).toLowerCase() !== 'identity') throw refused('encoding');
  const bytes = Number(response.headers['content-length'] ?? 0);
  if (bytes > limit) throw tooLarge({ bytes, limit });
  return await collectBytes(response.body, { expectedBytes: bytes, maxBytes: limit, hold });
}
