import type { Bucket } from './bucket.ts';

/** Where an object is asked for: what goes into the host header, and into the request line. */
export interface Location {
  readonly origin: string;
  /** Percent-encoded as S3 signs it; dot segments and double slashes are part of the key. */
  readonly path: string;
}

/** By the first part of a region: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const domains: Readonly<Record<string, string>> = { cn: 'amazonaws.com.cn', eusc: 'amazonaws.eu' };

/**
 * Says where an object is. The bucket stands in the host, as AWS wants it; one with a dot in its
 * name stands in the path, as AWS's own clients have it, because the certificate for
 * `*.s3.REGION.amazonaws.com` covers no further dot.
 *
 * @param key well-formed Unicode.
 */
export function locate({ name, region, endpoint }: Bucket, key: string): Location {
  const object = key.split('/').map(encode).join('/');
  if (endpoint !== undefined) return { origin: endpoint, path: `/${name}/${object}` };
  const [partition = ''] = region.split('-');
  const host = `s3.${region}.${domains[partition] ?? 'amazonaws.com'}`;
  if (name.includes('.')) return { origin: `https://${host}`, path: `/${name}/${object}` };
  return { origin: `https://${name}.${host}`, path: `/${object}` };
}

/** All but `A-Z a-z 0-9 - . _ ~`: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function encode(part: string): string {
  const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(part).replace(/[!'()*]/g, hex);
}
