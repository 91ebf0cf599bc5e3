import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A signed request, as a server receives it. */
export interface Signed {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Returns AWS's reason to refuse a signature, or null; written from the specification alone:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function findRefusal(request: Signed, identity: Identity): string | null {
  const header = request.headers.authorization;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      String(header),
    );
  if (!parts) return 'Missing Authentication Token';
  const [, key, date = '', region, service, names = '', signature = ''] = parts;
  if (key !== identity.accessKeyId) return 'The security token included in the request is invalid.';
  if (region !== identity.region || service !== identity.service) {
    return `Credential should be scoped to ${identity.region}/${identity.service}.`;
  }
  const signed = names.split(';');
  if (!signed.includes('host')) return 'Host must be signed.';
  const payload = request.headers['x-amz-content-sha256'];
  if (payload !== undefined && payload !== sha256(request.body)) return 'The payload is another.';
  const timestamp = String(request.headers['x-amz-date']);
  if (!timestamp.startsWith(date)) return 'Date in Credential scope does not match YYYYMMDD.';
  const expected = computeSignature(request, { ...identity, timestamp, signed });
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
    ? null
    : 'The request signature we calculated does not match the signature you provided.';
}

interface Scope extends Identity {
  readonly timestamp: string;
  readonly signed: readonly string[];
}

function computeSignature(request: Signed, { timestamp, signed, ...identity }: Scope): string {
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${identity.region}/${identity.service}/aws4_request`;
  const toSign = [
    'AWS4-HMAC-SHA256',
    timestamp,
    scope,
    sha256(createCanonicalRequest(request, signed)),
  ];
  const key = [date, identity.region, identity.service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${identity.secretAccessKey}`,
  );
  return hmac(key, toSign.join('\n')).toString('hex');
}

function createCanonicalRequest(
  { method, path, headers, body }: Signed,
  signed: readonly string[],
): string {
  const [pathname = '', query = ''] = path.split('?');
  const values = signed.map(
    (name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    method,
    pathname.split('/').map(encode).join('/'),
    sortQuery(query),
    values.join(''),
    signed.join(';'),
    sha256(body),
  ].join('\n');
}

/** Decoded and encoded again, then sorted by name and value. */
function sortQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')].map((part) => encode(decodeURIComponent(part)));
  });
  return pairs
    .map((pair) => pair.join('='))
    .sort()
    .join('&');
}

/** Everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-._~]/.test(character)) return character;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
