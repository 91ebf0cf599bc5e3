import { createGlimpse, type Glimpse, GlimpseError } from '../../typescript/src/index.ts';
import { regionOf, signingFetch } from '../../typescript/src/transport/sign.ts';
import { UsageError } from '../errors.ts';
import { findCredentials, type SigningIdentity } from './credentials.ts';
import { describeFailure, EndpointError } from './describe-failure.ts';
import type { EndpointFlags } from './flags.ts';

/** A Glimpse somewhere else. */
export interface Endpoint {
  /** Ends with `/`. */
  readonly url: URL;
  /** Who signs; undefined where nobody does. */
  readonly identity: SigningIdentity | undefined;
  readonly client: Glimpse;
  /** Sends a request as the client does, signed where that is so, and follows no redirect. */
  readonly fetch: typeof globalThis.fetch;
  /** What is awaited, or one line on why this endpoint cannot be used. @throws EndpointError */
  demand<T>(answer: Promise<T>): Promise<T>;
}

/**
 * Gets ready to ask an endpoint; nothing is sent to it yet.
 *
 * Function URLs are signed for wherever there are credentials: an IAM deployment answers then, and a
 * public one does not mind. Other hosts get no signature unless it was asked for.
 *
 * @throws UsageError or EndpointError
 */
export async function openEndpoint(given: string, flags: EndpointFlags): Promise<Endpoint> {
  const url = readUrl(given);
  const identity = await chooseIdentity(url, flags);
  const region = flags.region ?? regionOf(url) ?? process.env.AWS_REGION;
  if (identity && !region) {
    throw new UsageError(`${url.hostname} names no AWS region; say which with --region`);
  }
  const unsigned: typeof globalThis.fetch = (input, init) =>
    globalThis.fetch(input, { ...init, redirect: 'manual' });
  const signed =
    identity && signingFetch({ credentials: identity.provide, region, fetch: unsigned });
  const fetch = signed ?? unsigned;
  const isSigned = identity !== undefined;
  return {
    url,
    identity,
    fetch,
    client: createGlimpse({ url, fetch }),
    demand: async (answer) => {
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof GlimpseError)) throw error;
        throw new EndpointError(describeFailure(error, { url, isSigned }), { cause: error });
      }
    },
  };
}

function readUrl(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(
      `--endpoint ${given} is no URL; give one such as https://ID.lambda-url.REGION.on.aws/`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('--endpoint takes no user name and password in its URL');
  }
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Who signs for this URL, if anybody does. */
async function chooseIdentity(
  url: URL,
  { sign, profile }: EndpointFlags,
): Promise<SigningIdentity | undefined> {
  const isFunctionUrl = url.protocol === 'https:' && regionOf(url) !== undefined;
  if (sign === false || (sign === undefined && !isFunctionUrl)) {
    if (sign === undefined && profile !== undefined) {
      throw new UsageError(`${url.host} is no function URL and gets no signature without --sign`);
    }
    return undefined;
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new UsageError('requests are signed over https only');
  }
  const identity = await findCredentials(profile);
  if (!identity && sign) {
    throw new EndpointError(
      'there are no AWS credentials to sign with; log in (aws sso login, aws configure) or name a --profile',
    );
  }
  return identity;
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
