import { createHash, createHmac } from 'node:crypto';

/** A request as received. */
export interface Received {
  readonly method: string;
  /** Path and query of the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Computes the expected signature of a request, following
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * on the received bytes, without encoding or normalising anything again.
 */
export function computeSignature(
  { method, target, headers }: Received,
  signing: { secret: string; region: string; signedHeaders: string; service?: string },
): string {
  const { secret, region, signedHeaders, service = 's3' } = signing;
  const [path = '', query = ''] = target.split('?');
  const names = signedHeaders.split(';');
  const canonicalRequest = [
    method,
    path,
    query,
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signedHeaders,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const time = headers['x-amz-date'] ?? '';
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonicalRequest)].join('\n');
  const key = scope.reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
