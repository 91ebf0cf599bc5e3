import { AwsV4Signer } from 'aws4fetch';
import { GlimpseError, invalid } from '../answers/glimpse-error.ts';

/** An identity of AWS. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** Called for each request, so that credentials which expire can be renewed. */
export type CredentialProvider = () => Credentials | Promise<Credentials>;

export interface SigningOptions {
  readonly credentials: Credentials | CredentialProvider;
  /** Of the function; read from a function URL's host where left out. */
  readonly region?: string | undefined;
  /** Sends what is signed; default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** For tests; default: the platform's clock. */
  readonly now?: () => Date;
}

/**
 * A `fetch` that signs every request for a Lambda function URL with `AWS_IAM` (Signature Version 4).
 * The body is read into memory first, for its hash is signed; redirects are not followed, for they
 * would need another signature.
 *
 * @throws GlimpseError `INVALID_REQUEST` where the region is not known, `FORBIDDEN` where the
 * provider has no credentials.
 */
export function signingFetch(options: SigningOptions): typeof globalThis.fetch {
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  return async (input, { signal, ...init } = {}) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const { url, method, headers } = await sign(request, body, options);
    return send(url, {
      method,
      headers,
      body: body.byteLength > 0 ? body : null,
      signal: signal ?? (input instanceof Request ? input.signal : null),
      redirect: 'manual',
    });
  };
}

async function sign(
  { method, url, headers }: Request,
  body: Uint8Array<ArrayBuffer>,
  { credentials, region = regionOf(url), now = () => new Date() }: SigningOptions,
): Promise<Pick<AwsV4Signer, 'url' | 'method' | 'headers'>> {
  const identity = await provide(credentials);
  headers.set('x-amz-content-sha256', await sha256(body));
  const signer = new AwsV4Signer({
    method,
    url,
    headers,
    accessKeyId: identity.accessKeyId,
    secretAccessKey: identity.secretAccessKey,
    ...(identity.sessionToken && { sessionToken: identity.sessionToken }),
    service: 'lambda',
    region: requireRegion(region, url),
    datetime: now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, ''),
  });
  return signer.sign();
}

async function provide(credentials: SigningOptions['credentials']): Promise<Credentials> {
  if (typeof credentials !== 'function') return credentials;
  try {
    return await credentials();
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const message = `There are no credentials to sign with${why}`;
    throw new GlimpseError('FORBIDDEN', {}, { message, cause });
  }
}

/** The region that a function URL names, such as `eu-central-1`. */
export function regionOf(url: string | URL): string | undefined {
  return /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/.exec(new URL(url).hostname)?.[1];
}

/** @throws GlimpseError `INVALID_REQUEST` */
export function requireRegion(region: string | undefined, url: string | URL): string {
  if (region) return region;
  const { hostname } = new URL(url);
  throw invalid('region', `${hostname} names no AWS region; say which one the function is in`);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await requireSubtle().digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Browsers have it on pages served by https or from localhost only. */
function requireSubtle(): typeof globalThis.crypto.subtle {
  const subtle = globalThis.crypto?.subtle;
  if (subtle) return subtle;
  throw invalid('credentials', 'signing needs Web Crypto, which browsers have on https pages only');
}
