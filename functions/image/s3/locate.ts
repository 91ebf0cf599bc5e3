import type { Bucket } from './bucket.ts';

/** The address of an object: for the host header and for the request line. */
export interface Location {
  readonly origin: string;
  /** Percent-encoded as for signing; dot segments and double slashes are part of the key. */
  readonly path: string;
}

/** Domains by the first part of a region's name: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const domains: Readonly<Record<string, string>> = { cn: 'amazonaws.com.cn', eusc: 'amazonaws.eu' };

/**
 * Returns the address of an object. The bucket is part of the host, as AWS recommends. If its name has
 * a dot, it is part of the path, as in AWS's own clients, because the certificate for
 * `*.s3.REGION.amazonaws.com` does not cover another dot.
 *
 * @param key well-formed Unicode.
 */
export function locateObject({ name, region, endpoint }: Bucket, key: string): Location {
  const object = key.split('/').map(encode).join('/');
  if (endpoint !== undefined) return { origin: endpoint, path: `/${name}/${object}` };
  const [partition = ''] = region.split('-');
  const host = `s3.${region}.${domains[partition] ?? 'amazonaws.com'}`;
  if (name.includes('.')) return { origin: `https://${host}`, path: `/${name}/${object}` };
  return { origin: `https://${name}.${host}`, path: `/${object}` };
}

/** Encodes all characters except `A-Z a-z 0-9 - . _ ~`: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function encode(part: string): string {
  const hex = (character: string): string =>
    `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(part).replace(/[!'()*]/g, hex);
}
