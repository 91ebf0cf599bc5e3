import { type Dispatcher, request } from 'undici';
import { withDeadline } from '../../shared/deadline.ts';
import type { Limits } from '../limits.ts';
import { checkRedirect, checkUrl } from './check-url.ts';
import { refused, timedOut, tooLarge, wrongStatus } from './failure.ts';
import type { UrlPolicy } from './policy.ts';
import { withAgent } from './with-agent.ts';

export interface FetchOptions {
  readonly policy: UrlPolicy;
  readonly limits: Pick<Limits, 'fetchedBytes' | 'urlConnectMs' | 'urlTotalMs'>;
  /** Ends the fetch; its reason is thrown as it is. */
  readonly signal?: AbortSignal | undefined;
}

const redirectsFollowed = 3;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** `identity`, because a compressed body of half a kilobyte can unpack to 200 MiB. */
const requestHeaders = {
  'user-agent': 'glimpse/0.1',
  accept: 'image/*',
  'accept-encoding': 'identity',
};

/**
 * The bytes that a stranger's URL holds, a picture or not, possibly none. Whatever happens, no
 * connection to a refused address was made, and none to any other is left open.
 *
 * @throws ImageError with a code that starts with `URL_`
 */
export function fetchPicture(url: string, options: FetchOptions): Promise<Buffer> {
  const { policy, limits } = options;
  const ms = limits.urlTotalMs;
  const deadline = { ms, signal: options.signal, reason: () => timedOut(ms) };
  return withDeadline(deadline, (signal) =>
    follow(checkUrl(url, policy), { policy, limits, signal }),
  );
}

async function follow(
  start: URL,
  options: FetchOptions & { signal: AbortSignal },
): Promise<Buffer> {
  const { policy, limits, signal } = options;
  return await withAgent({ policy, limits, signal }, async (agent) => {
    let url = start;
    for (let redirects = 0; redirects <= redirectsFollowed; redirects += 1) {
      const response = await request(url, { dispatcher: agent, signal, headers: requestHeaders });
      // The end of the agent is an error to a body that nobody reads, and would end the process.
      response.body.on('error', () => undefined);
      const location = redirectOf(response);
      if (location === null) return await read(response, limits.fetchedBytes);
      url = checkRedirect(location, url, policy);
    }
    throw refused('redirects');
  });
}

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  return redirectStatuses.includes(statusCode) && typeof location === 'string' ? location : null;
}

/** The agent ends what streams past `limit`; here goes what declares itself too large. */
async function read(response: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  if (response.statusCode !== 200) throw wrongStatus(response.statusCode);
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (String(encoding).toLowerCase() !== 'identity') throw refused('encoding');
  const bytes = Number(response.headers['content-length'] ?? 0);
  if (bytes > limit) throw tooLarge({ bytes, limit });
  return Buffer.from(await response.body.arrayBuffer());
}
