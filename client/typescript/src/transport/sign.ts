import { AwsV4Signer } from 'aws4fetch';
import { GlimpseError, invalidRequest } from '../answers/glimpse-error.ts';

/** AWS credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present with temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** Called for each request, so that it can renew credentials that expire. */
export type CredentialProvider = () => Credentials | Promise<Credentials>;

export interface SigningOptions {
  readonly credentials: Credentials | CredentialProvider;
  /** AWS region of the function; default: the one in the function URL. */
  readonly region?: string | undefined;
  /** Sends the signed request; default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Overrides the clock in tests. */
  readonly now?: () => Date;
}

/**
 * Creates a `fetch` that signs every request for a Lambda function URL with `AWS_IAM` (Signature
 * Version 4). It reads the body into memory first, because its hash is signed, and does not follow
 * redirects, because they would need another signature.
 *
 * @throws GlimpseError `INVALID_REQUEST` if the region is unknown, `FORBIDDEN` if the provider has no
 * credentials.
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
  { credentials, region = parseRegion(url), now = () => new Date() }: SigningOptions,
): Promise<Pick<AwsV4Signer, 'url' | 'method' | 'headers'>> {
  const identity = await getCredentials(credentials);
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

async function getCredentials(credentials: SigningOptions['credentials']): Promise<Credentials> {
  if (typeof credentials !== 'function') return credentials;
  try {
    return await credentials();
  } catch (cause) {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    const message = `There are no credentials to sign with${reason}`;
    throw new GlimpseError('FORBIDDEN', {}, { message, cause });
  }
}

/** Reads the region in a function URL, such as `eu-central-1`; undefined for other URLs. */
export function parseRegion(url: string | URL): string | undefined {
  return /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/.exec(new URL(url).hostname)?.[1];
}

/** @throws GlimpseError `INVALID_REQUEST` */
export function requireRegion(region: string | undefined, url: string | URL): string {
  if (region) return region;
  const { hostname } = new URL(url);
  throw invalidRequest(
    'region',
    `${hostname} does not contain an AWS region; pass the region of the function`,
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await requireSubtle().digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Returns Web Crypto, which browsers offer only on pages from https or localhost. */
function requireSubtle(): typeof globalThis.crypto.subtle {
  const subtle = globalThis.crypto?.subtle;
  if (subtle) return subtle;
  throw invalidRequest(
    'credentials',
    'signing needs Web Crypto, which browsers offer only on pages from https or localhost',
  );
}
