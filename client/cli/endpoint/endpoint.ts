import { UsageError } from '../../terminal/errors.ts';
import { createGlimpse, type Glimpse, GlimpseError } from '../../typescript/src/index.ts';
import { parseRegion, signingFetch } from '../../typescript/src/transport/sign.ts';
import { findCredentials, type SigningIdentity } from './credentials.ts';
import { describeFailure, EndpointError } from './describe-failure.ts';
import type { EndpointFlags } from './flags.ts';

/** A remote Glimpse. */
export interface Endpoint {
  /** Ends with `/`. */
  readonly url: URL;
  /** Credentials that sign the requests; undefined if requests are not signed. */
  readonly identity: SigningIdentity | undefined;
  readonly client: Glimpse;
  /** Sends a request as the client does, signed if the client signs, without following redirects. */
  readonly fetch: typeof globalThis.fetch;
  /** Awaits an answer and rethrows GlimpseError as EndpointError. @throws EndpointError */
  orEndpointError<T>(answer: Promise<T>): Promise<T>;
}

/**
 * Prepares an endpoint; nothing is sent to it yet.
 *
 * Requests to function URLs are signed if there are credentials: IAM deployments need it, public
 * ones ignore it. Requests to other hosts are signed only with `sign`.
 *
 * @throws UsageError or EndpointError
 */
export async function openEndpoint(address: string, flags: EndpointFlags): Promise<Endpoint> {
  const url = parseUrl(address);
  const identity = await chooseIdentity(url, flags);
  const region = flags.region ?? parseRegion(url) ?? process.env.AWS_REGION;
  if (identity && !region) {
    throw new UsageError(`${url.hostname} does not contain an AWS region; add --region REGION`);
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
    orEndpointError: async (answer) => {
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof GlimpseError)) throw error;
        throw new EndpointError(describeFailure(error, { url, isSigned }), { cause: error });
      }
    },
  };
}

function parseUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(
      `--endpoint ${address} is not a URL; use one such as https://ID.lambda-url.REGION.on.aws/`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('--endpoint does not accept a user name or password in the URL');
  }
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Finds the credentials to sign with; undefined if requests to this URL are not signed. */
async function chooseIdentity(
  url: URL,
  { sign, profile }: EndpointFlags,
): Promise<SigningIdentity | undefined> {
  const isFunctionUrl = url.protocol === 'https:' && parseRegion(url) !== undefined;
  if (sign === false || (sign === undefined && !isFunctionUrl)) {
    if (sign === undefined && profile !== undefined) {
      throw new UsageError(
        `${url.host} is not a function URL; to sign requests to it with --profile, add --sign`,
      );
    }
    return undefined;
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    throw new UsageError('requests are signed only over https; use an https URL, or omit --sign');
  }
  const identity = await findCredentials(profile);
  if (!identity && sign) {
    throw new EndpointError(
      'no AWS credentials to sign with; log in (aws sso login, aws configure) or name a profile with --profile',
    );
  }
  return identity;
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
